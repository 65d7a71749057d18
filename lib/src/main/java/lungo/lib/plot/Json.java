package lungo.lib.plot;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object being built, whose absent and null members are left out, and a reader of such trees. */
final class Json {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Adds {@code value} as JSON unless it is null or an empty object. */
    Json put(String name, Object value) {
        var json = value(value);
        if (json != null && !(json instanceof Map<?, ?> map && map.isEmpty())) {
            members.put(name, json);
        }
        return this;
    }

    /** As {@link #put}, unless the value is the default that jsplot fills in unasked. */
    Json putUnless(Object standard, String name, Object value) {
        return standard.equals(value) ? this : put(name, value);
    }

    /** The tree; changes go through to this object. */
    Map<String, Object> tree() {
        return members;
    }

    /** JSON for a value: numbers that are not finite become null, arrays lists, enums and dates their text. */
    static Object value(Object value) {
        if (value instanceof Json json) {
            return json.tree();
        }
        if (value instanceof Float number) {
            // By its text, since 0.1f widened to a double reads 0.10000000149011612.
            return Float.isFinite(number) ? (Object) Double.valueOf(number.toString()) : null;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? number : null;
        }
        if (value == null || value instanceof Boolean || value instanceof Map) {
            return value;
        }
        if (value instanceof Iterable<?> items) {
            var list = new ArrayList<Object>();
            items.forEach(item -> list.add(value(item)));
            return list;
        }
        return value.getClass().isArray() ? list(value) : value.toString();
    }

    private static List<Object> list(Object array) {
        var length = Array.getLength(array);
        var list = new ArrayList<Object>(length);
        for (int i = 0; i < length; i++) {
            list.add(value(Array.get(array, i)));
        }
        return list;
    }

    /** The object at {@code path} below {@code tree}, or an empty one. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> tree, String... path) {
        var at = tree;
        for (var name : path) {
            at = at.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
        }
        return at;
    }

    /** The list {@code name} of {@code tree}, or an empty one. */
    static List<?> list(Map<String, Object> tree, String name) {
        return tree.get(name) instanceof List<?> list ? list : List.of();
    }

    /** The text {@code name} of {@code tree}, or {@code otherwise}. */
    static String text(Map<String, Object> tree, String name, String otherwise) {
        return tree.get(name) instanceof String text ? text : otherwise;
    }

    /** The number {@code name} of {@code tree}, or {@code otherwise}. */
    static double number(Map<String, Object> tree, String name, double otherwise) {
        return tree.get(name) instanceof Number number ? number.doubleValue() : otherwise;
    }
}
