package lungo.lib.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where title and legend stand, and the margins that they need: a short legend above the plot at its right, on the
 * title's line, a long one to the right of the plot.
 */
final class LegendPlace {
    /** A character of the legend's font, in pixels, on the wide side: the browser's font is not known. */
    private static final double CHARACTER = 7.2;

    private static final double ENTRY = 46;

    private LegendPlace() {}

    static void apply(List<Map<String, Object>> traces, Map<String, Object> layout) {
        var entries = Theme.legendEntries(traces);
        var pie = traces.stream().anyMatch(trace -> "pie".equals(trace.get("type")));
        layout.putIfAbsent("showlegend", entries.size() > 1 || pie);
        var shown = Boolean.TRUE.equals(layout.get("showlegend")) && !entries.isEmpty();
        var title = Json.text(Json.object(layout, "title"), "text", "");
        var above = shown && !pie && fitsAbove(entries, title, layout);
        margin(traces, layout, shown && !above ? entries : List.of(), above || !title.isEmpty());
        if (shown) {
            layout.putIfAbsent(
                    "legend",
                    above
                            ? Map.of("orientation", "h", "x", 1, "xanchor", "right", "y", 1.02, "yanchor", "bottom")
                            : Map.of("x", 1.02, "xanchor", "left", "y", 1, "yanchor", "top"));
        }
        if (!title.isEmpty()) {
            title(layout);
        }
    }

    private static boolean fitsAbove(List<String> entries, String title, Map<String, Object> layout) {
        var legend = entries.stream()
                .mapToDouble(name -> ENTRY + name.length() * CHARACTER)
                .sum();
        var free = Json.number(layout, "width", 600) - 90 - title.length() * CHARACTER * 1.35;
        return legend < free;
    }

    private static void margin(
            List<Map<String, Object>> traces, Map<String, Object> layout, List<String> beside, boolean head) {
        var longest = beside.stream().mapToInt(String::length).max().orElse(0);
        var bars = traces.stream().anyMatch(Theme::hasScale);
        var secondary = layout.values().stream().anyMatch(v -> v instanceof Map<?, ?> m && m.containsKey("overlaying"));
        var right = longest > 0 ? 56 + longest * CHARACTER : 24;
        right = Math.max(right, bars ? 84 : secondary ? 64 : 0);
        var margin = new LinkedHashMap<>(Json.object(layout, "margin"));
        margin.putIfAbsent("l", 64);
        margin.putIfAbsent("r", (int) Math.min(right, 260));
        margin.putIfAbsent("t", head ? 52 : 20);
        margin.putIfAbsent("b", 52);
        layout.put("margin", margin);
    }

    /** The title begins where the plot does, centred in the top margin. */
    private static void title(Map<String, Object> layout) {
        var margin = Json.object(layout, "margin");
        var width = Json.number(layout, "width", 760);
        var height = Json.number(layout, "height", 420);
        var title = new LinkedHashMap<>(Json.object(layout, "title"));
        title.putIfAbsent("font", Map.of("size", Theme.TITLE_SIZE));
        title.putIfAbsent("x", Json.number(margin, "l", 64) / width);
        title.putIfAbsent("xanchor", "left");
        title.putIfAbsent("y", 1 - Json.number(margin, "t", 52) * 0.45 / height);
        title.putIfAbsent("yanchor", "middle");
        layout.put("title", title);
    }
}
