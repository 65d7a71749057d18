package lungo.kernel.messages;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads fields of JSON objects with a value in reserve, and turns plain Java values to JSON. */
public final class Json {
    private Json() {}

    static String text(JsonObject json, String name, String otherwise) {
        return present(json, name) ? json.get(name).getAsString() : otherwise;
    }

    static boolean flag(JsonObject json, String name, boolean otherwise) {
        return present(json, name) ? json.get(name).getAsBoolean() : otherwise;
    }

    static int number(JsonObject json, String name, int otherwise) {
        return present(json, name) ? json.get(name).getAsInt() : otherwise;
    }

    static JsonObject object(JsonObject json, String name) {
        return present(json, name) ? json.getAsJsonObject(name) : new JsonObject();
    }

    /** {@code strings} as an array. */
    static JsonArray array(Iterable<String> strings) {
        var array = new JsonArray();
        strings.forEach(array::add);
        return array;
    }

    /**
     * Maps, collections, arrays, strings, numbers, booleans and null as JSON; bytes as a base64 string; NaN and infinite
     * numbers as null, since JSON has none; anything else by its {@code toString}.
     */
    public static JsonElement tree(Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        } else if (value instanceof JsonElement element) {
            return element;
        } else if (value instanceof Map<?, ?> map) {
            var json = new JsonObject();
            map.forEach((name, part) -> json.add(String.valueOf(name), tree(part)));
            return json;
        } else if (value instanceof Collection<?> parts) {
            var array = new JsonArray(parts.size());
            parts.forEach(part -> array.add(tree(part)));
            return array;
        } else if (value instanceof byte[] bytes) {
            return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
        } else if (value.getClass().isArray()) {
            var array = new JsonArray(Array.getLength(value));
            for (var i = 0; i < Array.getLength(value); i++) {
                array.add(tree(Array.get(value, i)));
            }
            return array;
        } else if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
        } else if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        return new JsonPrimitive(value.toString());
    }

    /** The converse of {@link #tree}: maps, lists, strings, numbers, booleans, null. */
    static Object plain(JsonElement element) {
        if (element == null || element.isJsonNull()) {
            return null;
        } else if (element.isJsonObject()) {
            var map = new java.util.LinkedHashMap<String, Object>();
            element.getAsJsonObject().entrySet().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
            return map;
        } else if (element.isJsonArray()) {
            List<Object> list = new ArrayList<>();
            element.getAsJsonArray().forEach(part -> list.add(plain(part)));
            return list;
        }
        var primitive = element.getAsJsonPrimitive();
        return primitive.isBoolean()
                ? (Object) primitive.getAsBoolean()
                : primitive.isNumber() ? primitive.getAsNumber() : primitive.getAsString();
    }

    private static boolean present(JsonObject json, String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }
}
