package lungo.lib.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value as a notebook shows it: one representation for each MIME type. Text types hold a {@link String}; binary
 * types, base64 text; JSON types, a tree of maps, lists, strings, numbers, booleans, nulls and primitive arrays.
 * Source: Jupyter messaging 5.4, display_data.
 */
public record Bundle(Map<String, Object> data) {
    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String SVG = "image/svg+xml";
    public static final String PNG = "image/png";
    public static final String PLOTLY = "application/vnd.plotly.v1+json";

    public Bundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** A bundle of plain text alone. */
    public static Bundle text(String text) {
        return new Bundle(Map.of(TEXT, text));
    }

    /** This bundle with one more representation, which replaces one of the same MIME type. */
    public Bundle and(String mimeType, Object value) {
        var more = new LinkedHashMap<>(data);
        more.put(mimeType, value);
        return new Bundle(more);
    }

    /** The text/plain representation, or the empty string where there is none. */
    public String text() {
        return String.valueOf(data.getOrDefault(TEXT, ""));
    }
}
