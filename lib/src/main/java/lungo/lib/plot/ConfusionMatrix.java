package lungo.lib.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** How often each true class (row) was taken for each class (column). */
public final class ConfusionMatrix implements Showable {
    // Pale blues spread over the small counts: the mistakes are what the eye should find.
    private static final List<List<Object>> SCALE = List.of(
            List.of(0.0, "#f7fbff"),
            List.of(0.01, "#deebf7"),
            List.of(0.05, "#9ecae1"),
            List.of(0.3, "#4292c6"),
            List.of(1.0, "#08519c"));

    private final int[][] counts;
    private final List<String> classes;

    private ConfusionMatrix(int[][] counts, List<String> classes) {
        Output.connect();
        this.counts = counts;
        this.classes = classes;
    }

    /**
     * Counts {@code predicted[i]} against {@code truth[i]}, class numbers from 0. Without names the classes are called by
     * their numbers. Throws IllegalArgumentException where the arrays differ in length or a number has no name.
     */
    public static ConfusionMatrix of(int[] truth, int[] predicted, String... names) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException(truth.length + " true classes, but " + predicted.length
                    + " predictions. Pass one prediction for each.");
        }
        var numbers =
                IntStream.concat(Arrays.stream(truth), Arrays.stream(predicted)).summaryStatistics();
        var size = names.length > 0 ? names.length : truth.length == 0 ? 1 : numbers.getMax() + 1;
        if (truth.length > 0 && (numbers.getMin() < 0 || numbers.getMax() >= size)) {
            throw new IllegalArgumentException("Class numbers go from " + numbers.getMin() + " to " + numbers.getMax()
                    + ", outside 0 to " + (size - 1) + ". Pass as many names as there are classes.");
        }
        var counts = new int[size][size];
        for (int i = 0; i < truth.length; i++) {
            counts[truth[i]][predicted[i]]++;
        }
        var classes = names.length > 0
                ? List.of(names)
                : IntStream.range(0, size).mapToObj(String::valueOf).toList();
        return new ConfusionMatrix(counts, classes);
    }

    /**
     * Counts that were made before, [true class][class taken], such as those of {@code ConfusionCounts}. Throws
     * IllegalArgumentException unless they are square, with as many names as classes or none.
     */
    public static ConfusionMatrix of(int[][] counts, String... names) {
        var isSquare = Arrays.stream(counts).allMatch(row -> row.length == counts.length);
        if (counts.length == 0 || !isSquare || names.length > 0 && names.length != counts.length) {
            throw new IllegalArgumentException("Counts of " + counts.length + " rows and " + names.length
                    + " names make no matrix: give as many columns as rows, and a name for each class or none.");
        }
        var classes = names.length > 0
                ? List.of(names)
                : IntStream.range(0, counts.length).mapToObj(String::valueOf).toList();
        return new ConfusionMatrix(Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new), classes);
    }

    /** How many of true class {@code truth} were taken for class {@code predicted}. */
    public int count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** The share of right predictions, 0 to 1; NaN where there are none at all. */
    public double accuracy() {
        var all = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
        var right = IntStream.range(0, counts.length).map(i -> counts[i][i]).sum();
        return all == 0 ? Double.NaN : (double) right / all;
    }

    /** The matrix as a Tablesaw heat map, without the counts' texts, which Tablesaw has no place for. */
    public Figure figure() {
        var names = classes.toArray();
        var z = Arrays.stream(counts)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
        var layout = Layout.builder("Confusion matrix", "predicted", "true")
                .width(Math.max(420, 150 + 46 * counts.length))
                .height(Math.max(380, 110 + 36 * counts.length))
                .build();
        return new Figure(layout, HeatmapTrace.builder(names, names, z).build());
    }

    @Override
    public Bundle bundle() {
        var plain = PlotlyJson.of(figure());
        var layout = new LinkedHashMap<>(Json.object(plain, "layout"));
        category(layout, "xaxis", false);
        category(layout, "yaxis", true);
        var trace = new LinkedHashMap<>(SvgChart.traces(plain).get(0));
        trace.put("colorscale", SCALE);
        trace.put("text", texts());
        trace.put("texttemplate", HeatMarks.TEXTS);
        trace.put("textfont", Map.of("size", HeatMarks.LABEL_SIZE));
        trace.put("xgap", 1);
        trace.put("ygap", 1);
        var figure = PlotlyJson.figure(new ArrayList<>(List.of(trace)), layout);
        return FigureRendering.bundle(figure).and(Bundle.TEXT, text());
    }

    private static void category(Map<String, Object> layout, String name, boolean fromTop) {
        var axis = new LinkedHashMap<>(Json.object(layout, name));
        // Class names that look like numbers must not become a number axis.
        axis.put("type", "category");
        axis.put("showgrid", false);
        if (fromTop) {
            axis.put("autorange", "reversed");
        }
        layout.put(name, axis);
    }

    /** The counts; nothing where there is nothing to see. */
    private List<List<String>> texts() {
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row)
                        .mapToObj(count -> count == 0 ? "" : String.valueOf(count))
                        .toList())
                .toList();
    }

    private String text() {
        var width = Math.max(
                classes.stream().mapToInt(String::length).max().orElse(1),
                String.valueOf(Arrays.stream(counts)
                                .flatMapToInt(Arrays::stream)
                                .max()
                                .orElse(0))
                        .length());
        var head = " ".repeat(width)
                + classes.stream().map(name -> cell(name, width)).collect(Collectors.joining());
        var rows = IntStream.range(0, counts.length)
                .mapToObj(i -> "\n" + String.format(Locale.ROOT, "%" + width + "s", classes.get(i))
                        + Arrays.stream(counts[i])
                                .mapToObj(count -> cell(String.valueOf(count), width))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
        return "Confusion matrix, true classes down, predicted across\n" + head + rows;
    }

    private static String cell(String text, int width) {
        return String.format(Locale.ROOT, "%" + (width + 2) + "s", text);
    }
}
