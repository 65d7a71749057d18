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

    /** Where a legend beside the plot stands, in shares of the plot's width. */
    static final double BESIDE = 1.02;

    /** The pixels that a bar of colours and its numbers take. */
    private static final double BAR = 78;

    private LegendPlace() {}

    static void apply(List<Map<String, Object>> traces, Map<String, Object> layout) {
        var entries = Theme.legendEntries(traces);
        var pie = traces.stream().anyMatch(trace -> "pie".equals(trace.get("type")));
        layout.putIfAbsent("showlegend", entries.size() > 1 || pie);
        var shown = Boolean.TRUE.equals(layout.get("showlegend")) && !entries.isEmpty();
        var title = Json.text(Json.object(layout, "title"), "text", "");
        var above = shown && !pie && fitsAbove(entries, title, layout, hasBar(traces));
        margin(traces, layout, shown && !above ? entries : List.of(), above || !title.isEmpty());
        if (shown) {
            var legend = new Json().put("traceorder", "normal").put("x", above ? 1 : BESIDE + bar(traces, layout));
            if (above) {
                legend.put("orientation", "h")
                        .put("xanchor", "right")
                        .put("y", 1.02)
                        .put("yanchor", "bottom");
            }
            layout.putIfAbsent("legend", legend.tree());
        }
        if (!title.isEmpty()) {
            title(layout);
        }
    }

    /** Whether a bar of colours stands beside the plot. */
    private static boolean hasBar(List<Map<String, Object>> traces) {
        return traces.stream()
                .anyMatch(trace -> Theme.hasScale(trace) && !Boolean.FALSE.equals(trace.get("showscale")));
    }

    /** The share of the plot's width by which a bar of colours moves the legend to the right. */
    private static double bar(List<Map<String, Object>> traces, Map<String, Object> layout) {
        var margin = Json.object(layout, "margin");
        var plot = Json.number(layout, "width", 760) - Json.number(margin, "l", 64) - Json.number(margin, "r", 24);
        return hasBar(traces) ? BAR / Math.max(BAR, plot) : 0;
    }

    private static boolean fitsAbove(List<String> entries, String title, Map<String, Object> layout, boolean bar) {
        var legend = entries.stream()
                .mapToDouble(name -> ENTRY + name.length() * CHARACTER)
                .sum();
        var free = Json.number(layout, "width", 600) - 90 - (bar ? BAR : 0) - title.length() * CHARACTER * 1.35;
        return legend < free;
    }

    private static void margin(
            List<Map<String, Object>> traces, Map<String, Object> layout, List<String> beside, boolean head) {
        var longest = beside.stream().mapToInt(String::length).max().orElse(0);
        var bars = hasBar(traces);
        var secondary = layout.values().stream().anyMatch(v -> v instanceof Map<?, ?> m && m.containsKey("overlaying"));
        var right = longest > 0 ? 56 + longest * CHARACTER : 24;
        right = bars && longest > 0 ? right + BAR : Math.max(right, bars ? 84 : secondary ? 64 : 0);
        var margin = new LinkedHashMap<>(Json.object(layout, "margin"));
        margin.putIfAbsent("l", 64);
        margin.putIfAbsent("r", (int) Math.min(right, 260 + (bars ? BAR : 0)));
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
