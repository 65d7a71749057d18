package lungo.lib.plot;

import java.util.Arrays;

/** Equal bins on round numbers: bin i holds start + i·size up to, but not including, start + (i + 1)·size. */
public record Bins(double start, double size, int count) {
    /** At most this many bins are chosen; a finer histogram shows noise, not shape. */
    private static final int MOST = 100;

    /** Whole numbers over no longer a span, such as classes, get a bin each. */
    private static final int FEW_WHOLE = 30;

    /**
     * Bins for {@code values}, of which NaN are passed over: at most {@code wanted} of them, or, where that is 0, as many
     * as Scott's rule gives (1979, size = 3.49 s n^(-1/3)). Whole numbers stand in the middle of their bins.
     */
    public static Bins of(double[] values, int wanted) {
        var finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return new Bins(0, 1, 1);
        }
        var statistics = Arrays.stream(finite).summaryStatistics();
        var span = statistics.getMax() - statistics.getMin();
        var whole = Arrays.stream(finite).allMatch(value -> value == Math.rint(value));
        var size = span == 0 ? 1 : Ticks.roundUp(wanted > 0 ? span / wanted : rule(finite, span));
        if (whole) {
            size = wanted == 0 && span <= FEW_WHOLE ? 1 : Math.max(1, Math.rint(size));
        }
        var shift = whole ? 0.5 : 0;
        var start = Math.floor((statistics.getMin() + shift) / size) * size - shift;
        var count = (int) Math.floor((statistics.getMax() - start) / size) + 1;
        return new Bins(start, size, count);
    }

    private static double rule(double[] values, double span) {
        var mean = Arrays.stream(values).average().orElse(0);
        var variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
        var size = 3.49 * Math.sqrt(variance) / Math.cbrt(values.length);
        return Math.max(size, span / MOST);
    }

    double end() {
        return start + size * count;
    }

    /** The bin of {@code value}, or -1 where it is in none. */
    int index(double value) {
        var index = Math.floor((value - start) / size);
        return index >= 0 && index < count ? (int) index : -1;
    }

    /** How many of {@code values} fall in each bin. */
    public double[] counts(double[] values) {
        var counts = new double[count];
        for (var value : values) {
            if (index(value) >= 0) {
                counts[index(value)]++;
            }
        }
        return counts;
    }

    /** As Plotly's {@code xbins} and {@code ybins}. */
    Json json() {
        return new Json().put("start", start).put("end", end()).put("size", size);
    }
}
