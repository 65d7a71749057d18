package lungo.lib.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a figure leaves open: colours, fonts, margins, bins, where the legend stands. It is written into the Plotly JSON,
 * and the SVG is drawn from that JSON, so that the two look alike and nothing jumps when one takes the other's place.
 */
final class Theme {
    static final double FONT_SIZE = 12;
    static final double AXIS_TITLE_SIZE = 13;
    static final double TITLE_SIZE = 16;

    static final String FONT = "\"Open Sans\", verdana, arial, sans-serif";
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;

    private Theme() {}

    /** Fills what {@code traces} and {@code layout} leave open; what they set stays. */
    static void apply(List<Map<String, Object>> traces, Map<String, Object> layout) {
        Paint.apply(traces);
        traces.forEach(Theme::bins);
        page(layout);
        Subplots.apply(layout);
        axes(traces, layout);
        EpochTicks.apply(traces, layout);
        if (traces.stream().anyMatch(trace -> "histogram".equals(trace.get("type")))) {
            layout.putIfAbsent("bargap", 0.03);
        }
        LegendPlace.apply(traces, layout);
    }

    private static void page(Map<String, Object> layout) {
        if (!Boolean.TRUE.equals(layout.get("autosize"))) {
            layout.putIfAbsent("width", WIDTH);
        }
        layout.putIfAbsent("height", HEIGHT);
        layout.putIfAbsent("paper_bgcolor", Palette.PAPER);
        layout.putIfAbsent("plot_bgcolor", Palette.PAPER);
        layout.putIfAbsent("font", Map.of("family", FONT, "size", FONT_SIZE, "color", Palette.TEXT));
        layout.putIfAbsent("colorway", Palette.COLORWAY);
    }

    private static void bins(Map<String, Object> trace) {
        switch (String.valueOf(trace.get("type"))) {
            case "histogram" -> {
                var axis = trace.containsKey("x") ? "x" : "y";
                if (Numbers.allNumeric(Json.list(trace, axis))) {
                    bins(trace, axis);
                }
            }
            case "histogram2d" -> {
                bins(trace, "x");
                bins(trace, "y");
            }
            default -> {}
        }
    }

    private static void bins(Map<String, Object> trace, String axis) {
        var wanted = (int) Json.number(trace, "nbins" + axis, 0);
        var bins = Bins.of(Numbers.of(Json.list(trace, axis)), wanted);
        trace.putIfAbsent(axis + "bins", bins.json().tree());
    }

    /** Gives every axis that a trace stands on its style. */
    private static void axes(List<Map<String, Object>> traces, Map<String, Object> layout) {
        for (var trace : traces) {
            if (isCartesian(trace)) {
                axis(layout, axisName(trace, "x"));
                axis(layout, axisName(trace, "y"));
            }
        }
    }

    private static void axis(Map<String, Object> layout, String name) {
        var axis = new LinkedHashMap<>(Json.object(layout, name));
        axis.putIfAbsent("gridcolor", Palette.GRID);
        axis.putIfAbsent("linecolor", Palette.AXIS);
        axis.putIfAbsent("showline", true);
        axis.putIfAbsent("zeroline", false);
        axis.putIfAbsent("ticks", "outside");
        axis.putIfAbsent("ticklen", 4);
        axis.putIfAbsent("tickcolor", Palette.AXIS);
        axis.putIfAbsent("automargin", true);
        if ("log".equals(axis.get("type"))) {
            axis.putIfAbsent("exponentformat", "power");
        }
        if (axis.containsKey("overlaying")) {
            axis.putIfAbsent("showgrid", false);
            axis.putIfAbsent("side", "right");
        }
        if (!Json.object(axis, "title").isEmpty()) {
            var title = new LinkedHashMap<>(Json.object(axis, "title"));
            title.putIfAbsent("font", Map.of("size", AXIS_TITLE_SIZE));
            title.putIfAbsent("standoff", 8);
            axis.put("title", title);
        }
        layout.put(name, axis);
    }

    /** Whether the trace stands on an x and a y axis. */
    static boolean isCartesian(Map<String, Object> trace) {
        return !List.of("pie", "scatter3d", "surface").contains(String.valueOf(trace.get("type")));
    }

    /** The layout's name of the trace's {@code letter} axis: x2 gives xaxis2. */
    static String axisName(Map<String, Object> trace, String letter) {
        return letter + "axis" + Json.text(trace, letter + "axis", letter).substring(1);
    }

    /** The names of the legend's entries, in order: a pie's labels, else the traces' names. */
    static List<String> legendEntries(List<Map<String, Object>> traces) {
        var names = new ArrayList<String>();
        for (var trace : traces) {
            if ("pie".equals(trace.get("type"))) {
                Json.list(trace, "labels").forEach(label -> names.add(String.valueOf(label)));
            } else if (trace.get("name") instanceof String name
                    && !Boolean.FALSE.equals(trace.get("showlegend"))
                    && !Boolean.FALSE.equals(trace.get("visible"))
                    && !hasScale(trace)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Whether the trace shows values as colours, explained by a colour bar and not by the legend. */
    static boolean hasScale(Map<String, Object> trace) {
        return List.of("heatmap", "histogram2d", "contour").contains(String.valueOf(trace.get("type")));
    }
}
