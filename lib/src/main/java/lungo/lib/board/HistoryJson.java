package lungo.lib.board;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.util.Optional;
import lungo.lib.train.History;

/** A {@link History} as JSON, component by component: what is added to that record is saved too. */
final class HistoryJson {
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(double.class, (JsonSerializer<Double>) (value, type, context) -> number(value))
            .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (value, type, context) -> number(value))
            .registerTypeAdapter(new TypeToken<Optional<String>>() {}.getType(), new Maybe())
            .create();

    private HistoryJson() {}

    static JsonElement of(History history) {
        return GSON.toJsonTree(history);
    }

    /** Throws one of several RuntimeExceptions where the JSON is no history. */
    static History read(JsonElement json) {
        return GSON.fromJson(json, History.class);
    }

    /** JSON has no word for numbers that are not finite: they are written as texts, as Java names them. */
    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(String.valueOf(value));
    }

    /** An optional text as a list of none or one: a null would be left out, and its component be null. */
    private static final class Maybe implements JsonSerializer<Optional<String>>, JsonDeserializer<Optional<String>> {
        @Override
        public JsonElement serialize(Optional<String> value, Type type, JsonSerializationContext context) {
            var list = new JsonArray();
            value.ifPresent(list::add);
            return list;
        }

        @Override
        public Optional<String> deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            var list = json.getAsJsonArray();
            return list.isEmpty() ? Optional.empty() : Optional.of(list.get(0).getAsString());
        }
    }
}
