package lungo.lib.board;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** A JSON file of this package: {@code what} it holds, for messages, and the version of its form. */
record SavedFile(String what, int version, Path path) {
    private static final String KIND = "lungo";
    private static final String VERSION = "version";

    /** Writes the file at one stroke: who reads it finds the old one or the new one, whole, whatever happens. */
    void write(JsonObject content) {
        var json = new JsonObject();
        json.addProperty(KIND, what);
        json.addProperty(VERSION, version);
        content.entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        Path part = null;
        try {
            var folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            part = folder.resolve(path.getFileName() + "." + System.nanoTime() + ".part");
            Files.writeString(part, json.toString(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            remove(part);
            throw new UncheckedIOException(
                    "Cannot save the " + what + " to " + path + " (" + e
                            + "); what was there is unharmed. Is the disk full, or the folder not yours?",
                    e);
        }
    }

    private static void remove(Path part) {
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException alsoInTheWay) {
            part.toFile().deleteOnExit();
        }
    }

    /** What {@code reading} makes of the file. Throws UncheckedIOException where it is not there, or is something else. */
    <T> T read(Function<JsonObject, T> reading) {
        var text = text();
        try {
            var json = JsonParser.parseString(text).getAsJsonObject();
            if (!what.equals(text(json.get(KIND)))) {
                throw new IllegalArgumentException("it holds " + text(json.get(KIND)));
            }
            if (json.get(VERSION).getAsInt() > version) {
                throw new IllegalArgumentException("a newer version of this library wrote it");
            }
            return reading.apply(json);
        } catch (RuntimeException e) {
            throw new UncheckedIOException(
                    path + " is no " + what + " that can be read: " + e.getMessage()
                            + ". Save it again, or remove the file.",
                    new IOException(e));
        }
    }

    private static String text(JsonElement element) {
        return element == null ? "something else" : element.getAsString();
    }

    private String text() {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "There is no " + what + " at " + path.toAbsolutePath() + ". Save one there first.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the " + what + " at " + path + " (" + e + ").", e);
        }
    }
}
