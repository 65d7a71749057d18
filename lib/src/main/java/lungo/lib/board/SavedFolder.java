package lungo.lib.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of saved files of one kind, each under a name that may hold any character. */
record SavedFolder(String what, int version, Path folder) {

    /** The file of that name, whether it is there or not. */
    SavedFile file(String name) {
        return new SavedFile(what, version, folder.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8) + ending()));
    }

    /** The names of all that are there, in alphabetical order; none where there is no such folder. */
    List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ending()))
                    .map(file -> file.substring(0, file.length() - ending().length()))
                    .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the folder " + folder + " (" + e + ").", e);
        }
    }

    private String ending() {
        return "." + what + ".json";
    }
}
