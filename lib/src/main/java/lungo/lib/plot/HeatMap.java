package lungo.lib.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;

/**
 * Values over a plane as colours, with level lines, points and paths on them:
 *
 * <pre>{@code
 * HeatMap.of("A valley", x, y, z).axes("w1", "w2").levels(1, 2, 4).path("SGD", xs, ys);
 * }</pre>
 */
public final class HeatMap implements Showable {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 520;

    /** More marks than this have their legend beside the map, which is made wider by it. */
    private static final int FEW = 3;

    private static final int LEGEND = 160;

    /** Told apart without colour too. */
    private static final List<String> SYMBOLS = List.of("circle", "diamond", "square", "triangle-up", "x", "cross");

    private final String title;
    private final double[] x;
    private final double[] y;
    private final double[][] z;
    private final Map<String, Object> heat = new LinkedHashMap<>();
    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final List<Map<String, Object>> marks = new ArrayList<>();
    private String xTitle = "";
    private String yTitle = "";
    private String words = "";

    private HeatMap(String title, double[] x, double[] y, double[][] z) {
        Output.connect();
        this.title = title;
        this.x = x.clone();
        this.y = y.clone();
        this.z = Arrays.stream(z).map(double[]::clone).toArray(double[][]::new);
        heat.put("type", "heatmap");
        colors(ColorMap.PALE, "");
    }

    /**
     * A map of the values {@code z[row][column]} at {@code x[column]}, {@code y[row]}, both rising in equal steps; NaN
     * stays white. Throws IllegalArgumentException where the sizes do not fit or there are fewer than two of either.
     */
    public static HeatMap of(String title, double[] x, double[] y, double[][] z) {
        if (x.length < 2
                || y.length < 2
                || z.length != y.length
                || Arrays.stream(z).anyMatch(row -> row.length != x.length)) {
            throw new IllegalArgumentException("A map of " + y.length + " rows of " + x.length + " values got "
                    + z.length + " rows. Pass z[row][column] for at least two x and two y.");
        }
        return new HeatMap(title, x, y, z);
    }

    /** Titles the axes. */
    public HeatMap axes(String xTitle, String yTitle) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        return this;
    }

    /** Sets the colours, from the least to the greatest value, and the title above their bar. */
    public HeatMap colors(ColorMap map, String barTitle) {
        heat.put("colorscale", map.scale());
        heat.put("colorbar", bar(barTitle));
        return this;
    }

    /**
     * Colours by {@code stops}, CSS colours at rising shares of 0 to 1 of the range from {@code low} to {@code high};
     * without a bar where {@code barTitle} is empty.
     */
    public HeatMap colors(Map<Double, String> stops, double low, double high, String barTitle) {
        heat.put(
                "colorscale",
                stops.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(stop -> List.<Object>of(stop.getKey(), stop.getValue()))
                        .toList());
        heat.put("zmin", low);
        heat.put("zmax", high);
        heat.put("colorbar", bar(barTitle));
        heat.put("showscale", !barTitle.isEmpty());
        heat.put("hoverinfo", barTitle.isEmpty() ? "skip" : "all");
        return this;
    }

    /** Writes {@code labels} at the bar's {@code values}, for values that stand for others, such as logarithms. */
    public HeatMap barLabels(double[] values, List<String> labels) {
        var bar = new LinkedHashMap<>(Json.object(heat, "colorbar"));
        bar.put("tickmode", "array");
        bar.put("tickvals", Json.value(values));
        bar.put("ticktext", labels);
        heat.put("colorbar", bar);
        heat.put("hoverinfo", "x+y");
        return this;
    }

    /** Draws a thin line wherever the map has one of these values. */
    public HeatMap levels(double... levels) {
        return levels(z, "rgba(40,60,90,0.45)", 1, levels);
    }

    /** Draws a line of a CSS colour wherever {@code values}, on this map's grid, have one of these levels. */
    public HeatMap levels(double[][] values, String color, double width, double... levels) {
        var parts = Arrays.stream(levels)
                .mapToObj(level -> Contours.of(x, y, values, level))
                .toList();
        var line = scatter(
                "lines",
                parts.stream().flatMapToDouble(part -> DoubleStream.of(part[0])).toArray(),
                parts.stream().flatMapToDouble(part -> DoubleStream.of(part[1])).toArray());
        line.put("line", Map.of("color", color, "width", width));
        line.put("showlegend", false);
        line.put("hoverinfo", "skip");
        lines.add(line);
        return this;
    }

    /** Marks points in a CSS colour, each call in a shape of its own. */
    public HeatMap points(String name, String color, double[] xs, double[] ys) {
        var points = scatter("markers", xs, ys);
        points.put("name", name);
        points.put("marker", Map.of("color", color, "size", 7, "symbol", SYMBOLS.get(marks.size() % SYMBOLS.size())));
        marks.add(points);
        return this;
    }

    /** Draws a path from point to point; each in the next colour. */
    public HeatMap path(String name, double[] xs, double[] ys) {
        // Without blue, the ground's own colour.
        var color = Palette.COLORWAY.get(1 + marks.size() % (Palette.COLORWAY.size() - 1));
        var path = scatter("lines+markers", xs, ys);
        path.put("name", name);
        path.put("line", Map.of("color", color, "width", 2));
        path.put("marker", Map.of("color", color, "size", 5, "symbol", SYMBOLS.get(marks.size() % SYMBOLS.size())));
        path.put("showlegend", true);
        marks.add(path);
        return this;
    }

    /** Says in words what the map shows, for those who do not see it. */
    public HeatMap describe(String words) {
        this.words = words;
        return this;
    }

    /** For Plotly, as SVG and in words. */
    @Override
    public Bundle bundle() {
        return FigureRendering.bundle(figure());
    }

    /** As SVG and in words, for what is shown again and again: Plotly would take long to draw each. */
    public Bundle still() {
        var figure = figure();
        var bundle = Bundle.text(FigureText.lines(figure));
        return SvgChart.of(figure).map(svg -> bundle.and(Bundle.SVG, svg)).orElse(bundle);
    }

    private Map<String, Object> figure() {
        var map = new LinkedHashMap<>(heat);
        map.put("x", Json.value(rounded(x)));
        map.put("y", Json.value(rounded(y)));
        map.put("z", Arrays.stream(z).map(row -> Json.value(rounded(row))).toList());
        var traces = new ArrayList<Map<String, Object>>(List.of(map));
        lines.forEach(line -> traces.add(new LinkedHashMap<>(line)));
        marks.forEach(mark -> traces.add(new LinkedHashMap<>(mark)));
        var layout = new Json()
                .put("title", Map.of("text", title))
                .put("width", marks.size() > FEW ? WIDTH + LEGEND : WIDTH)
                .put("height", HEIGHT)
                .put("showlegend", !marks.isEmpty())
                .put(FigureText.WORDS, words.isEmpty() ? null : words)
                .put("xaxis", axis(xTitle, x))
                .put("yaxis", axis(yTitle, y));
        return PlotlyJson.figure(traces, layout.tree());
    }

    private static Json axis(String title, double[] places) {
        var last = places.length - 1;
        var half = (places[last] - places[0]) / last / 2;
        return new Json()
                .put("title", title.isEmpty() ? null : Map.of("text", title))
                .put("range", List.of(places[0] - half, places[last] + half));
    }

    private static Map<String, Object> bar(String title) {
        return new Json()
                .put("outlinewidth", 0)
                .put("thickness", 14)
                .put("title", title.isEmpty() ? null : Map.of("text", title))
                .tree();
    }

    private static Map<String, Object> scatter(String mode, double[] xs, double[] ys) {
        if (xs.length != ys.length) {
            throw new IllegalArgumentException(
                    xs.length + " x, but " + ys.length + " y: pass one y for each x of a path or of points.");
        }
        return new Json()
                .put("type", "scatter")
                .put("mode", mode)
                .put("x", rounded(xs))
                .put("y", rounded(ys))
                .tree();
    }

    /** To single precision: ten thousand cells of sixteen digits each make a notebook heavy. */
    private static float[] rounded(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
