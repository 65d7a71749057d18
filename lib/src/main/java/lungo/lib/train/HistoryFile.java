package lungo.lib.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A history as JSON: numbers to their last digit, those that are not finite as NaN and Infinity. */
final class HistoryFile {

    private static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .setPrettyPrinting()
            .create();

    private HistoryFile() {}

    static void write(History history, Path file) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            Files.createDirectories(whole.getParent());
            Files.writeString(part, GSON.toJson(json(history)));
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": check the folder and the space left.", e);
        }
    }

    static History read(Path file) {
        try {
            return history(GSON.fromJson(Files.readString(file), JsonObject.class));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        } catch (JsonParseException | ClassCastException | NullPointerException | IllegalStateException e) {
            throw new IllegalArgumentException(file + " is not a history that History.save wrote.", e);
        }
    }

    static JsonObject json(History history) {
        var json = new JsonObject();
        json.addProperty("source", history.source());
        history.stopped().ifPresent(why -> json.addProperty("stopped", why));
        json.add(
                "epochs", array(history.epochs().stream().map(HistoryFile::json).toList()));
        json.add("steps", array(history.steps().stream().map(HistoryFile::json).toList()));
        return json;
    }

    private static JsonObject json(History.Epoch epoch) {
        var json = new JsonObject();
        json.addProperty("number", epoch.number());
        json.add("train", GSON.toJsonTree(epoch.train()));
        json.add("test", GSON.toJsonTree(epoch.test()));
        json.addProperty("learning rate", epoch.learningRate());
        json.addProperty("seconds", epoch.seconds());
        return json;
    }

    private static JsonObject json(History.Steps steps) {
        var json = new JsonObject();
        json.addProperty("last", steps.last());
        json.addProperty("epoch", steps.epoch());
        json.add("train", GSON.toJsonTree(steps.train()));
        return json;
    }

    static History history(JsonObject json) {
        return new History(
                objects(json.getAsJsonArray("epochs")).stream()
                        .map(HistoryFile::epoch)
                        .toList(),
                objects(json.getAsJsonArray("steps")).stream()
                        .map(HistoryFile::steps)
                        .toList(),
                json.get("source").getAsString(),
                Optional.ofNullable(json.get("stopped")).map(JsonElement::getAsString));
    }

    private static History.Epoch epoch(JsonObject json) {
        return new History.Epoch(
                json.get("number").getAsInt(),
                numbers(json.getAsJsonObject("train")),
                numbers(json.getAsJsonObject("test")),
                json.get("learning rate").getAsDouble(),
                json.get("seconds").getAsDouble());
    }

    private static History.Steps steps(JsonObject json) {
        return new History.Steps(
                json.get("last").getAsInt(), json.get("epoch").getAsDouble(), numbers(json.getAsJsonObject("train")));
    }

    private static Map<String, Double> numbers(JsonObject json) {
        var numbers = new LinkedHashMap<String, Double>();
        json.entrySet().forEach(e -> numbers.put(e.getKey(), e.getValue().getAsDouble()));
        return numbers;
    }

    private static JsonArray array(List<JsonObject> objects) {
        var array = new JsonArray();
        objects.forEach(array::add);
        return array;
    }

    private static List<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
