package lungo.kernel.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value as a frontend shows it: one representation for each MIME type, richest first, with optional metadata.
 *
 * <p>A representation is a {@link String} (text, SVG, HTML, or base64 for binary types), a {@code byte[]} (encoded to
 * base64 when sent), or, for JSON types, a tree of {@link Map}, {@link java.util.List}, {@link String}, {@link Number},
 * {@link Boolean}, null and primitive arrays. Source: Jupyter messaging 5.4, display_data.
 */
public record DisplayData(Map<String, Object> data, Map<String, Object> metadata) {
    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String SVG = "image/svg+xml";
    public static final String PNG = "image/png";
    public static final String PLOTLY = "application/vnd.plotly.v1+json";

    public DisplayData {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A bundle of one representation; {@code value} as the class comment says. */
    public static DisplayData of(String mimeType, Object value) {
        return new DisplayData(Map.of(mimeType, value), Map.of());
    }

    /** A bundle of plain text. */
    public static DisplayData text(String text) {
        return of(TEXT, text);
    }

    /** This bundle with one more representation, which replaces one of the same MIME type. */
    public DisplayData and(String mimeType, Object value) {
        var more = new LinkedHashMap<>(data);
        more.put(mimeType, value);
        return new DisplayData(more, metadata);
    }

    /** This bundle with a metadata entry for one MIME type, say {@code width} or {@code alt} of a picture. */
    public DisplayData withMetadata(String mimeType, Map<String, ?> entry) {
        var more = new LinkedHashMap<>(metadata);
        more.put(mimeType, Map.copyOf(entry));
        return new DisplayData(data, more);
    }
}
