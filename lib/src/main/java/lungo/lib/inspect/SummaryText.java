package lungo.lib.inspect;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lungo.lib.inspect.ModelSummary.Layer;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A model's summary as text in columns, and as a table. */
final class SummaryText {
    private static final List<String> HEAD = List.of("Layer", "Output", "Parameters", "FLOPs");

    private SummaryText() {}

    static String of(ModelSummary summary) {
        var rows = new ArrayList<>(List.of(HEAD));
        summary.layers().forEach(layer -> rows.add(row(layer)));
        var widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        var rule = "─".repeat(IntStream.of(widths).sum() + 2 * (widths.length - 1));
        var lines = rows.stream().map(row -> line(row, widths)).collect(Collectors.toCollection(ArrayList::new));
        lines.add(1, rule);
        lines.add(rule);
        lines.addAll(totals(summary));
        return String.join("\n", lines);
    }

    private static List<String> row(Layer layer) {
        return List.of(
                "  ".repeat(layer.depth()) + label(layer),
                layer.output().map(Shape::toString).orElse("?"),
                layer.parameters() == 0 ? "" : String.format(Locale.ROOT, "%,d", layer.parameters()),
                !layer.isLeaf() ? "" : flops(layer));
    }

    private static String flops(Layer layer) {
        return layer.flops().isEmpty()
                ? "?"
                : layer.flops().getAsLong() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%,d", layer.flops().getAsLong());
    }

    /** The name with its kind, unless the name says it already, as DJL's 01Conv2d does. */
    private static String label(Layer layer) {
        return layer.name().endsWith(layer.kind()) ? layer.name() : layer.name() + " (" + layer.kind() + ")";
    }

    private static String line(List<String> cells, int... widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var format = "%" + (i < 2 ? "-" : "") + Math.max(1, widths[i]) + "s  ";
            line.append(String.format(Locale.ROOT, format, cells.get(i)));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> totals(ModelSummary summary) {
        var lines = new ArrayList<String>();
        var input = summary.input().stream().map(Shape::toString).collect(Collectors.joining(", "));
        var frozen = summary.parameters() - summary.trainable();
        lines.add(String.format(Locale.ROOT, "Parameters   %,d", summary.parameters())
                + (frozen == 0 ? "" : String.format(Locale.ROOT, ", of them %,d frozen", frozen))
                + (summary.buffers() == 0 ? "" : String.format(Locale.ROOT, "; %,d buffers", summary.buffers())));
        lines.add(String.format(Locale.ROOT, "FLOPs        %s for an input of %s", scaled(summary.flops(), ""), input)
                + "; a multiply-add is two"
                + (isWhole(summary) ? "" : "; without the layers marked ?"));
        lines.add(String.format(
                Locale.ROOT,
                "Memory       parameters %s, activations %s",
                scaled(summary.parameterBytes(), "B"),
                scaled(summary.activationBytes(), "B")));
        return lines;
    }

    private static boolean isWhole(ModelSummary summary) {
        return summary.layers().stream()
                .noneMatch(layer -> layer.isLeaf() && layer.flops().isEmpty());
    }

    /** {@code value} with a decimal prefix: 11.69 M, 3.64 GB. */
    private static String scaled(long value, String unit) {
        var prefixes = new String[] {"", "k", "M", "G", "T", "P"};
        var power = 0;
        double left = value;
        while (left >= 1000 && power < prefixes.length - 1) {
            left /= 1000;
            power++;
        }
        var number = power == 0 ? String.valueOf(value) : String.format(Locale.ROOT, "%.4g", left);
        return (number + " " + prefixes[power] + unit).stripTrailing();
    }

    static Table table(ModelSummary summary) {
        var table = Table.create("Layers of " + summary.name())
                .addColumns(
                        StringColumn.create("Layer"),
                        StringColumn.create("Kind"),
                        StringColumn.create("Output"),
                        LongColumn.create("Parameters"),
                        LongColumn.create("FLOPs"),
                        LongColumn.create("Bytes"));
        for (var layer : summary.layers()) {
            table.stringColumn(0).append("  ".repeat(layer.depth()) + layer.name());
            table.stringColumn(1).append(layer.kind());
            table.stringColumn(2).append(layer.output().map(Shape::toString).orElse("?"));
            ((LongColumn) table.column(3)).append(layer.parameters());
            var flops = (LongColumn) table.column(4);
            layer.flops().ifPresentOrElse(flops::append, flops::appendMissing);
            ((LongColumn) table.column(5)).append(layer.bytes());
        }
        return table;
    }
}
