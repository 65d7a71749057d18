package lungo.lib.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives every trace that names no colour the next one of the cycle, and colour scales their scale. */
final class Paint {
    private static final String SCALE = "Viridis";

    private Paint() {}

    static void apply(List<Map<String, Object>> traces) {
        int next = 0;
        for (var trace : traces) {
            if (Theme.hasScale(trace)) {
                trace.putIfAbsent("colorscale", SCALE);
                trace.putIfAbsent("colorbar", Map.of("outlinewidth", 0, "thickness", 14));
                continue;
            }
            var color = Palette.COLORWAY.get(next++ % Palette.COLORWAY.size());
            switch (String.valueOf(trace.get("type"))) {
                case "scatter", "scatter3d" -> scatter(trace, color);
                case "bar", "histogram", "box", "violin" -> member(trace, "marker", "color", color);
                case "pie" -> pie(trace);
                default -> {}
            }
        }
    }

    private static void scatter(Map<String, Object> trace, String color) {
        var marker = Json.object(trace, "marker");
        var line = Json.object(trace, "line");
        // A trace with one colour of its own keeps it for both its line and its markers.
        var own = Json.text(line, "color", Json.text(marker, "color", color));
        var mode = Json.text(trace, "mode", "markers");
        if (mode.contains("lines") && trace.get("type").equals("scatter")) {
            member(trace, "line", "color", own);
            member(trace, "line", "width", 2);
        }
        if (mode.contains("markers")) {
            member(trace, "marker", "color", own);
            if (marker.get("color") instanceof List<?> values && Numbers.allNumeric(values)) {
                member(trace, "marker", "colorscale", SCALE);
            }
        }
    }

    private static void pie(Map<String, Object> trace) {
        var colors = new ArrayList<String>();
        for (int i = 0; i < Json.list(trace, "labels").size(); i++) {
            colors.add(Palette.COLORWAY.get(i % Palette.COLORWAY.size()));
        }
        member(trace, "marker", "colors", colors);
        member(trace, "marker", "line", Map.of("color", Palette.PAPER, "width", 1));
        // In the order given and clockwise from the top, as people read; Plotly would sort them.
        trace.putIfAbsent("sort", false);
        trace.putIfAbsent("direction", "clockwise");
        trace.putIfAbsent("textinfo", "percent");
    }

    private static void member(Map<String, Object> trace, String object, String name, Object value) {
        var copy = new LinkedHashMap<>(Json.object(trace, object));
        copy.putIfAbsent(name, value);
        trace.put(object, copy);
    }
}
