package lungo.lib.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;

/**
 * Functions and series as lines, in one panel or in up to four side by side; a name has the same colour in all of them:
 *
 * <pre>{@code
 * Curves.titled("Two losses")
 *         .panel("logit", "loss").line("square", -4, 4, z -> z * z).line("absolute", -4, 4, Math::abs)
 *         .panel("logit", "slope").line("square", -4, 4, z -> 2 * z).line("absolute", -4, 4, Math::signum)
 * }</pre>
 */
public final class Curves implements Showable {
    /** Places at which a function is computed: two pixels apart where there is one panel. */
    private static final int STEPS = 401;

    private static final int MOST_PANELS = 4;
    private static final int WIDTH = 860;
    private static final int HEIGHT = 360;

    /** Pixels left and right of all panels, and between two of them. */
    private static final int EDGE = 88;

    private static final int GAP = 76;

    private final String title;
    private final List<PlotPanel> panels = new ArrayList<>();
    private final List<Map<String, Object>> traces = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private int width = WIDTH;
    private int height = HEIGHT;

    /** A panel's axes, in Plotly's JSON. */
    private record PlotPanel(Json x, Json y) {}

    private Curves(String title) {
        Output.connect();
        this.title = title;
    }

    /** No panel yet, 860 by 360 pixels. */
    public static Curves titled(String title) {
        return new Curves(title);
    }

    /** Sets the size of the whole picture in pixels. */
    public Curves size(int width, int height) {
        this.width = width;
        this.height = height;
        return this;
    }

    /** Begins a panel, to the right of those before it. Throws IllegalStateException at the fifth. */
    public Curves panel(String xTitle, String yTitle) {
        if (panels.size() == MOST_PANELS) {
            throw new IllegalStateException("A picture has room for 4 panels. Draw a second picture for the others.");
        }
        panels.add(new PlotPanel(
                new Json().put("title", Map.of("text", xTitle)), new Json().put("title", Map.of("text", yTitle))));
        return this;
    }

    /** Shows the panel's y axis from {@code low} to {@code high}, whatever is drawn in it. */
    public Curves range(double low, double high) {
        panel().y.put("range", List.of(low, high));
        return this;
    }

    /** Makes the panel's y axis logarithmic; what is not above 0 is left out. */
    public Curves log() {
        panel().y.put("type", "log");
        return this;
    }

    /** Makes the panel's x axis logarithmic; what is not above 0 is left out. */
    public Curves logX() {
        panel().x.put("type", "log");
        return this;
    }

    /** Draws a function from {@code low} to {@code high} in the last panel; where it is not finite the line breaks. */
    public Curves line(String name, double low, double high, DoubleUnaryOperator function) {
        if (!(high > low)) {
            throw new IllegalArgumentException(
                    "A curve goes from a lower to a higher number, not from " + low + " to " + high + ".");
        }
        var x = IntStream.range(0, STEPS)
                .mapToDouble(i -> low + (high - low) * i / (STEPS - 1))
                .toArray();
        return line(name, x, Arrays.stream(x).map(function).toArray());
    }

    /** Draws a line from point to point in the last panel; where y is not finite the line breaks. */
    public Curves line(String name, double[] x, double[] y) {
        return add(name, "lines", x, y);
    }

    /** Draws points in the last panel. */
    public Curves points(String name, double[] x, double[] y) {
        return add(name, "markers", x, y);
    }

    private Curves add(String name, String mode, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    name + ": " + x.length + " x, but " + y.length + " y. Pass one y for each x.");
        }
        panel();
        var isNew = !names.contains(name);
        if (isNew) {
            names.add(name);
        }
        var color = Palette.COLORWAY.get(names.indexOf(name) % Palette.COLORWAY.size());
        traces.add(new Json()
                .put("type", "scatter")
                .put("mode", mode)
                .put("name", name)
                .put("legendgroup", name)
                .put("showlegend", isNew)
                .put("x", x.clone())
                .put("y", y.clone())
                .put("xaxis", "x" + number(panels.size()))
                .put("yaxis", "y" + number(panels.size()))
                .put(mode.equals("lines") ? "line" : "marker", Map.of("color", color))
                .tree());
        return this;
    }

    private PlotPanel panel() {
        if (panels.isEmpty()) {
            throw new IllegalStateException("There is no panel yet: call panel(\"x title\", \"y title\") first.");
        }
        return panels.get(panels.size() - 1);
    }

    private static String number(int panel) {
        return panel == 1 ? "" : String.valueOf(panel);
    }

    /** The whole figure, for Plotly, as SVG and in words. */
    @Override
    public Bundle bundle() {
        var layout = new Json()
                .put("title", Map.of("text", title))
                .put("width", width)
                .put("height", height)
                .put("showlegend", names.size() > 1);
        for (int i = 0; i < panels.size(); i++) {
            var number = number(i + 1);
            layout.put("xaxis" + number, place(i, panels.get(i).x).put("anchor", "y" + number));
            layout.put("yaxis" + number, panels.get(i).y.put("anchor", "x" + number));
        }
        return FigureRendering.bundle(PlotlyJson.figure(new ArrayList<>(traces), layout.tree()));
    }

    private Json place(int index, Json axis) {
        var gap = GAP / (double) (width - EDGE);
        var wide = (1 - gap * (panels.size() - 1)) / panels.size();
        var left = index * (wide + gap);
        return axis.put("domain", List.of(left, Math.min(1, left + wide)));
    }
}
