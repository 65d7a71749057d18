package lungo.lib.plot;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Numbers each of a few epochs on an x axis of that title, where there is room: Plotly would name every other one. */
final class EpochTicks {
    private static final String TITLE = "epoch";
    private static final double MOST = 12;
    private static final double PIXELS = 24;

    /** About what the margins beside a plot take, in pixels. */
    private static final double MARGINS = 100;

    private EpochTicks() {}

    static void apply(List<Map<String, Object>> traces, Map<String, Object> layout) {
        var names = new TreeSet<String>();
        traces.stream()
                .filter(trace -> "scatter".equals(trace.get("type")))
                .forEach(trace -> names.add(Theme.axisName(trace, "x")));
        for (var name : names) {
            var axis = Json.object(layout, name);
            var span = span(traces, name);
            var room = room(axis, layout) / PIXELS;
            if (isOpen(axis) && span > 1 && span <= Math.min(MOST, room)) {
                var ticked = new LinkedHashMap<>(axis);
                ticked.put("tickmode", "linear");
                ticked.put("tick0", 0);
                ticked.put("dtick", 1);
                layout.put(name, ticked);
            }
        }
    }

    private static boolean isOpen(Map<String, Object> axis) {
        return TITLE.equals(Json.text(Json.object(axis, "title"), "text", ""))
                && List.of("type", "range", "tickmode", "nticks").stream().noneMatch(axis::containsKey);
    }

    private static double span(List<Map<String, Object>> traces, String name) {
        var x = traces.stream()
                .filter(trace -> Theme.axisName(trace, "x").equals(name))
                .map(trace -> Json.list(trace, "x"))
                .filter(Numbers::allNumeric)
                .flatMapToDouble(values -> Arrays.stream(Numbers.of(values)))
                .filter(Double::isFinite)
                .summaryStatistics();
        return x.getCount() == 0 ? 0 : x.getMax() - x.getMin();
    }

    private static double room(Map<String, Object> axis, Map<String, Object> layout) {
        var domain = Numbers.of(Json.list(axis, "domain"));
        var share = domain.length == 2 ? domain[1] - domain[0] : 1;
        return (Json.number(layout, "width", 760) - MARGINS) * share;
    }
}
