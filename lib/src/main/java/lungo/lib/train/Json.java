package lungo.lib.train;

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

/** Records as JSON, component by component, and back to the last digit. */
final class Json {

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(double.class, (JsonSerializer<Double>) (value, type, context) -> number(value))
            .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (value, type, context) -> number(value))
            .registerTypeAdapter(new TypeToken<Optional<String>>() {}.getType(), new Maybe())
            .create();

    private Json() {}

    static String of(Object value) {
        return GSON.toJson(value);
    }

    /** Throws IllegalArgumentException, naming {@code where} it stood, if the text is not what {@link #of} gives. */
    static <T> T read(String text, Class<T> type, Object where) {
        try {
            T value = GSON.fromJson(text, type);
            if (value != null) {
                return value;
            }
        } catch (RuntimeException e) {
            // Gson and the records' own checks throw several kinds.
            throw new IllegalArgumentException(where + " holds no " + name(type) + ", or a damaged one.", e);
        }
        throw new IllegalArgumentException(where + " is empty, and no " + name(type) + ".");
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
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
