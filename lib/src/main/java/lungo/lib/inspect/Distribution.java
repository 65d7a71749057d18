package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;
import java.util.function.Consumer;

/** How the values of an array are distributed: equal bins from the least to the greatest, mean, deviation, oddities. */
final class Distribution {
    private static final int BINS = 60;

    /** Values brought to the host at once, so that a network's largest array is never there as a whole. */
    private static final int CHUNK = 1 << 20;

    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double sum;
    private double squares;
    private long finite;
    private long zeros;
    private long all;
    private double[] counts;

    private Distribution() {}

    /** The distribution of {@code array}, which is read in parts and left as it is. */
    static Distribution of(NDArray array) {
        var distribution = new Distribution();
        try (var scratch = array.getManager().newSubManager();
                NDArray flat = array.flatten()) {
            flat.attach(scratch);
            chunks(flat, distribution::measure);
            distribution.widen();
            chunks(flat, distribution::count);
        }
        return distribution;
    }

    private static void chunks(NDArray flat, Consumer<float[]> reader) {
        for (long from = 0; from < flat.size(); from += CHUNK) {
            try (NDArray part = flat.get(from + ":" + Math.min(flat.size(), from + CHUNK));
                    NDArray floats = part.toType(DataType.FLOAT32, true)) {
                reader.accept(floats.toFloatArray());
            }
        }
    }

    private void measure(float[] values) {
        all += values.length;
        for (var value : values) {
            if (Float.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                sum += value;
                squares += (double) value * value;
                finite++;
                zeros += value == 0 ? 1 : 0;
            }
        }
    }

    /** Gives the bins a width where all values are the same, or none is a number. */
    private void widen() {
        var constant = low == high ? low : 0;
        if (!(high > low)) {
            var half = constant == 0 ? 1 : Math.abs(constant) / 2;
            low = constant - half;
            high = constant + half;
        }
        counts = new double[BINS];
    }

    private void count(float[] values) {
        for (var value : values) {
            if (Float.isFinite(value)) {
                counts[(int) Math.min(BINS - 1, (value - low) / (high - low) * BINS)]++;
            }
        }
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** How many values are in each bin. */
    double[] counts() {
        return counts;
    }

    /** The mean of the finite values; NaN where there are none. */
    double mean() {
        return sum / finite;
    }

    /** The standard deviation of the finite values. */
    double std() {
        return Math.sqrt(Math.max(0, squares / finite - mean() * mean()));
    }

    /** In words: mean, deviation, and how many values are zero or no numbers. */
    String words() {
        if (finite == 0) {
            return String.format(Locale.ROOT, "%,d values, none of them a finite number", all);
        }
        var text = String.format(Locale.ROOT, "%,d values, mean %.3g, std %.3g", all, mean(), std());
        text += zeros == 0 ? "" : String.format(Locale.ROOT, ", %,d zero", zeros);
        return text + (finite == all ? "" : String.format(Locale.ROOT, ", %,d NaN or infinite", all - finite));
    }
}
