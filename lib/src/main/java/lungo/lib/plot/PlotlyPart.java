package lungo.lib.plot;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** A figure with x and y axes as the {@code number}th part, from 1, of a larger one: its axes and its legend renamed. */
final class PlotlyPart {
    /** So many axes of each letter a part may have. */
    private static final int AXES = 100;

    private final Map<String, Object> layout;
    private final List<Map<String, Object>> traces;
    private final int number;

    PlotlyPart(Map<?, ?> figure, int number) {
        var json = new LinkedHashMap<String, Object>();
        figure.forEach((key, value) -> json.put(String.valueOf(key), value));
        this.layout = Json.object(json, "layout");
        this.traces = SvgChart.traces(json);
        this.number = number;
    }

    String title() {
        return Json.text(Json.object(layout, "title"), "text", "");
    }

    /** Where the plot itself stands in {@code place}: inside the figure's margins, whatever size it had by itself. */
    Rectangle2D plot(Rectangle2D place) {
        var sized = new LinkedHashMap<>(layout);
        sized.put("width", place.getWidth());
        sized.put("height", place.getHeight());
        var plot = Frame.of(sized).plot();
        return new Rectangle2D.Double(
                place.getX() + plot.getX(), place.getY() + plot.getY(), plot.getWidth(), plot.getHeight());
    }

    /** The traces on their renamed axes; a colour bar stands at the given place, all in shares of the whole. */
    List<Map<String, Object>> traces(double barX, double barY, double barLength) {
        var hasLegend = Boolean.TRUE.equals(layout.get("showlegend"));
        var renamed = new ArrayList<Map<String, Object>>();
        for (var trace : traces) {
            var copy = new LinkedHashMap<>(trace);
            copy.put("xaxis", axis(Json.text(trace, "xaxis", "x")));
            copy.put("yaxis", axis(Json.text(trace, "yaxis", "y")));
            if (Theme.hasScale(trace)) {
                var bar = new LinkedHashMap<>(Json.object(trace, "colorbar"));
                bar.putAll(Map.of("x", barX, "y", barY, "len", barLength, "ypad", 0, "thickness", 14));
                copy.put("colorbar", bar);
            } else if (hasLegend) {
                copy.put("legend", legend());
            } else {
                copy.put("showlegend", false);
            }
            renamed.add(copy);
        }
        return renamed;
    }

    /** The axes, and the legend, in the places to which x and y map the shares of this figure's plot. */
    Map<String, Object> axes(DoubleUnaryOperator x, DoubleUnaryOperator y) {
        var renamed = new LinkedHashMap<String, Object>();
        for (var name : layout.keySet()) {
            if (name.matches("[xy]axis\\d*")) {
                var id = axis(name.replace("axis", ""));
                renamed.put(id.charAt(0) + "axis" + id.substring(1), axis(name, name.startsWith("x") ? x : y));
            }
        }
        if (layout.get("legend") instanceof Map<?, ?>) {
            var legend = new LinkedHashMap<>(Json.object(layout, "legend"));
            legend.put("x", x.applyAsDouble(Json.number(legend, "x", 1.02)));
            legend.put("y", y.applyAsDouble(Json.number(legend, "y", 1)));
            renamed.put(legend(), legend);
        }
        return renamed;
    }

    private Map<String, Object> axis(String name, DoubleUnaryOperator place) {
        var axis = new LinkedHashMap<>(Json.object(layout, name));
        var own = Numbers.of(Json.list(axis, "domain"));
        var domain = own.length == 2 ? own : new double[] {0, 1};
        axis.put("domain", List.of(place.applyAsDouble(domain[0]), place.applyAsDouble(domain[1])));
        axis.put("anchor", axis(Json.text(axis, "anchor", name.startsWith("x") ? "y" : "x")));
        for (var other : List.of("overlaying", "matches", "scaleanchor")) {
            axis.computeIfPresent(other, (key, id) -> axis(String.valueOf(id)));
        }
        axis.put("automargin", false);
        return axis;
    }

    /** Plotly's first legend has no number, and its second the number 2. */
    private String legend() {
        return "legend" + (number + 1);
    }

    /** How its bars stand, which is said once for the whole figure. */
    Map<String, Object> bars() {
        var bars = new LinkedHashMap<String, Object>();
        for (var name : List.of("barmode", "bargap")) {
            if (layout.containsKey(name)) {
                bars.put(name, layout.get(name));
            }
        }
        return bars;
    }

    /** An axis by a name that no other part uses; "paper" and "free" stay. */
    private String axis(String name) {
        if (!name.matches("[xy]\\d*")) {
            return name;
        }
        var own = name.length() == 1 ? 1 : Integer.parseInt(name.substring(1));
        return name.charAt(0) + String.valueOf(number * AXES + own);
    }
}
