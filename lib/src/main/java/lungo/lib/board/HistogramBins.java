package lungo.lib.board;

import java.util.Arrays;

/**
 * Values counted in TensorFlow's buckets, which grow by a tenth from 1e-12 to 1e20 and lie alike on both sides of zero.
 * {@code limits[i]} is bucket i's upper end; the first bucket is empty and gives the second its lower end.
 * Source: {@code make_histogram} and the default bins of torch.utils.tensorboard 2.7.1.
 */
record HistogramBins(double[] limits, double[] counts) {
    private static final double[] EDGES = edges();

    /** The buckets from the first to the last that holds a value. Throws IllegalArgumentException where none is finite. */
    static HistogramBins of(double... values) {
        var counts = new double[EDGES.length - 1];
        for (var value : values) {
            if (value >= EDGES[0] && value <= EDGES[EDGES.length - 1]) {
                counts[bucket(value)]++;
            }
        }
        int first = 0;
        int last = counts.length - 1;
        while (first <= last && counts[first] == 0) {
            first++;
        }
        while (last > first && counts[last] == 0) {
            last--;
        }
        if (first > last) {
            throw new IllegalArgumentException(
                    "None of the " + values.length
                            + " values is finite and below 1e20, so there is no histogram of them. Look for what made them so.");
        }
        var limits = Arrays.copyOfRange(EDGES, first, last + 2);
        var kept = new double[limits.length];
        System.arraycopy(counts, first, kept, 1, last - first + 1);
        return new HistogramBins(limits, kept);
    }

    /** The bucket whose lower end is {@code value} or next below it; the last one holds its upper end too. */
    private static int bucket(double value) {
        var at = Arrays.binarySearch(EDGES, value == 0 ? 0.0 : value);
        return Math.min(at >= 0 ? at : -at - 2, EDGES.length - 2);
    }

    private static double[] edges() {
        var positive = new double[1000];
        int count = 0;
        for (var v = 1e-12; v < 1e20; v *= 1.1) {
            positive[count++] = v;
        }
        var edges = new double[2 * count + 1];
        for (int i = 0; i < count; i++) {
            edges[count + 1 + i] = positive[i];
            edges[count - 1 - i] = -positive[i];
        }
        return edges;
    }
}
