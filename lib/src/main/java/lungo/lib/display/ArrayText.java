package lungo.lib.display;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * The values of an array in nested brackets, in columns, rounded as {@code torch.set_printoptions} has it by default:
 * four decimals, an exponent for all where the range asks for it.
 */
final class ArrayText {
    enum Kind {
        FLOATING,
        INTEGER,
        BOOLEAN
    }

    private static final int LINE = 100;

    private final double[] values;
    private final long[] lengths;
    private final int edge;
    private final DoubleFunction<String> format;
    private final int width;
    private final StringBuilder text = new StringBuilder();
    private int next;

    private ArrayText(double[] values, Kind kind, long[] lengths, int edge) {
        this.values = values;
        this.lengths = lengths;
        this.edge = edge;
        this.format = format(values, kind);
        this.width = Arrays.stream(values)
                .mapToObj(format)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /**
     * The text of an array of dimensions {@code lengths}; of each dimension longer than twice {@code edge}, the values
     * hold its first and last {@code edge} only.
     */
    static String of(double[] values, Kind kind, long[] lengths, int edge) {
        var array = new ArrayText(values, kind, lengths, edge);
        array.write(0);
        return array.text.toString();
    }

    private void write(int axis) {
        if (axis == lengths.length) {
            var value = format.apply(values[next++]);
            text.append(" ".repeat(lengths.length == 0 ? 0 : width - value.length()))
                    .append(value);
            return;
        }
        var cut = lengths[axis] > 2L * edge;
        var shown = cut ? 2 * edge : (int) lengths[axis];
        var last = axis == lengths.length - 1;
        text.append('[');
        var lineStart = text.length();
        for (int i = 0; i < shown; i++) {
            if (cut && i == edge) {
                text.append(last ? "..., " : "...,\n" + " ".repeat(axis + 1));
            }
            write(axis + 1);
            if (i < shown - 1) {
                text.append(last ? ", " : "," + "\n".repeat(lengths.length - axis - 1) + " ".repeat(axis + 1));
            }
            if (last && i < shown - 1 && text.length() - lineStart + width > LINE) {
                text.setLength(text.length() - 1);
                text.append('\n').append(" ".repeat(axis + 1));
                lineStart = text.length();
            }
        }
        text.append(']');
    }

    private static DoubleFunction<String> format(double[] values, Kind kind) {
        if (kind == Kind.BOOLEAN) {
            return value -> value == 0 ? "false" : "true";
        }
        if (kind == Kind.INTEGER) {
            return value -> String.valueOf((long) value);
        }
        var sizes = Arrays.stream(values)
                .filter(value -> Double.isFinite(value) && value != 0)
                .map(Math::abs)
                .summaryStatistics();
        var whole = Arrays.stream(values).allMatch(value -> !Double.isFinite(value) || value == Math.rint(value));
        var exponent = sizes.getCount() > 0
                && (sizes.getMax() / sizes.getMin() > 1000 && !whole || sizes.getMax() > 1e8 || sizes.getMin() < 1e-4);
        var pattern = exponent ? "%.4e" : whole ? "%.0f." : "%.4f";
        return value -> Double.isFinite(value)
                ? String.format(Locale.ROOT, pattern, value)
                : Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
}
