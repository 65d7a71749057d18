package lungo.lib.plot;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;

/** Small histograms side by side, each with axes of its own, its name below it: one for each parameter of a network. */
public final class Histograms implements Showable {
    private static final int WIDTH = 860;
    private static final int ROW = 190;
    private static final int PLOT = 118;
    private static final int HEAD = 52;
    private static final int FOOT = 4;
    private static final double GAP = 0.26;
    private static final int BINS = 40;

    private final String title;
    private final List<Panel> panels = new ArrayList<>();
    private int columns = 3;

    /** Counts of equal bins from {@code low} to {@code high}. */
    private record Panel(String name, double low, double high, double[] counts, String words) {
        double middle(int bin) {
            return low + (bin + 0.5) * (high - low) / counts.length;
        }
    }

    private Histograms(String title) {
        Output.connect();
        this.title = title;
    }

    /** No histograms yet, three to stand in a row. */
    public static Histograms titled(String title) {
        return new Histograms(title);
    }

    /** Sets how many stand in a row, at least one. */
    public Histograms columns(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Histograms stand in at least one column, not " + count + ".");
        }
        columns = count;
        return this;
    }

    /**
     * Adds a histogram of {@code counts} in equal bins from {@code low} to {@code high}, and {@code words} that say it to
     * those who do not see it. Throws IllegalArgumentException where there is no bin or no width.
     */
    public Histograms add(String name, double low, double high, double[] counts, String words) {
        if (counts.length == 0 || !(high > low)) {
            throw new IllegalArgumentException("The histogram of " + name + " has " + counts.length + " bins from "
                    + low + " to " + high + ". Pass at least one bin, and a high above low.");
        }
        panels.add(new Panel(name, low, high, counts.clone(), words));
        return this;
    }

    /**
     * Adds a histogram of an array's values, in equal bins from {@code low} to {@code high}; those outside stand in none.
     * Histograms that share these two can be compared at a glance.
     */
    public Histograms add(String name, NDArray values, double low, double high) {
        var bins = new Bins(low, (high - low) / BINS, BINS);
        NDArray floats = values.toType(DataType.FLOAT32, true);
        var numbers = new double[(int) floats.size()];
        try (floats) {
            var all = floats.toFloatArray();
            Arrays.setAll(numbers, i -> all[i]);
        }
        return add(name, low, high, bins.counts(numbers), words(numbers));
    }

    private static String words(double[] numbers) {
        var mean = Arrays.stream(numbers).average().orElse(Double.NaN);
        var variance = Arrays.stream(numbers).map(v -> (v - mean) * (v - mean)).average();
        return numbers.length + " values, mean " + FigureText.number(mean) + ", std "
                + FigureText.number(Math.sqrt(variance.orElse(Double.NaN)));
    }

    /** How many histograms were added. */
    public int count() {
        return panels.size();
    }

    @Override
    public Bundle bundle() {
        return FigureRendering.bundle(figure());
    }

    private Map<String, Object> figure() {
        var rows = Math.max(1, (panels.size() + columns - 1) / columns);
        var layout = new Json()
                .put("title", Map.of("text", title))
                .put("width", WIDTH)
                .put("height", HEAD + rows * ROW + FOOT)
                .put("margin", Map.of("t", HEAD, "b", ROW - PLOT + FOOT, "l", 64, "r", 24))
                .put("showlegend", false)
                .put("bargap", 0)
                .put(FigureText.WORDS, words());
        var traces = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < panels.size(); i++) {
            var number = i == 0 ? "" : String.valueOf(i + 1);
            traces.add(trace(panels.get(i), number));
            layout.put("xaxis" + number, xAxis(i, number)).put("yaxis" + number, yAxis(i, rows, number));
        }
        return PlotlyJson.figure(traces, layout.tree());
    }

    private static Map<String, Object> trace(Panel panel, String number) {
        var middles = IntStream.range(0, panel.counts.length)
                .mapToDouble(panel::middle)
                .toArray();
        return new Json()
                .put("type", "bar")
                .put("name", panel.name)
                .put("x", middles)
                .put("y", panel.counts)
                .put("xaxis", "x" + number)
                .put("yaxis", "y" + number)
                .put("marker", Map.of("color", Palette.COLORWAY.get(0)))
                .tree();
    }

    private Json xAxis(int index, String number) {
        var step = 1 / (Math.min(columns, panels.size()) - GAP);
        var left = step * (index % columns);
        return new Json()
                .put("title", Map.of("text", panels.get(index).name))
                .put("domain", List.of(left, Math.min(1, left + step * (1 - GAP))))
                .put("range", List.of(panels.get(index).low, panels.get(index).high))
                .put("dtick", step(panels.get(index)))
                .put("anchor", "y" + number);
    }

    /** Between two ticks: so that there are two to four, which fit below so small a plot. */
    private static double step(Panel panel) {
        var span = panel.high - panel.low;
        var step = Ticks.roundUp(span / 4);
        var few = Ticks.every(panel.low, panel.high, step).positions().size() < 2;
        return few ? Ticks.roundUp(span / 7) : step;
    }

    private Json yAxis(int index, int rows, String number) {
        var all = (rows - 1) * ROW + PLOT;
        var top = 1 - (double) (index / columns * ROW) / all;
        var most = Arrays.stream(panels.get(index).counts).max().orElse(1);
        return new Json()
                .put("domain", List.of(Math.max(0, top - (double) PLOT / all), top))
                .put("range", List.of(0, most <= 0 ? 1 : most * 1.05))
                .put("nticks", 4)
                .put("anchor", "x" + number);
    }

    private String words() {
        return panels.stream()
                .map(panel -> String.format(Locale.ROOT, "%s: %s", panel.name, panel.words))
                .collect(Collectors.joining("\n"));
    }
}
