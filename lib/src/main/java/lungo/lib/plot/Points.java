package lungo.lib.plot;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.jfree.data.xy.AbstractXYDataset;

/** One series of points in axis positions, in their given order; NaN breaks a line. */
final class Points extends AbstractXYDataset {
    private static final long serialVersionUID = 1L;

    private final double[] x;
    private final double[] y;
    private final int[] origin;

    private Points(double[] x, double[] y, int[] origin) {
        this.x = x;
        this.y = y;
        this.origin = origin;
    }

    /** All points; of arrays of two lengths, as many as the shorter has. */
    static Points of(double[] x, double[] y) {
        return new Points(x, y, IntStream.range(0, Math.min(x.length, y.length)).toArray());
    }

    /**
     * For a line of at most {@code most} points: where there are more and x never falls, the first, last, lowest and
     * highest of each of {@code most / 4} groups, which draw the same pixels.
     */
    Points thinnedForLine(int most) {
        if (origin.length <= most || !risesInX()) {
            return this;
        }
        var groups = Math.max(1, most / 4);
        var keep = new BitSet(origin.length);
        for (int group = 0; group < groups; group++) {
            var from = (int) ((long) origin.length * group / groups);
            var to = (int) ((long) origin.length * (group + 1) / groups);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                if (Double.isNaN(y[origin[i]])) {
                    keep.set(i);
                    continue;
                }
                low = !(y[origin[low]] <= y[origin[i]]) ? i : low;
                high = !(y[origin[high]] >= y[origin[i]]) ? i : high;
            }
            keep.set(from);
            keep.set(low);
            keep.set(high);
            keep.set(to - 1);
        }
        return new Points(x, y, keep.stream().map(i -> origin[i]).toArray());
    }

    /** For markers: one point for each cell of a grid of {@code columns} by {@code rows} over the given ranges. */
    Points thinnedForMarkers(int most, double width, double height, int columns, int rows) {
        if (origin.length <= most) {
            return this;
        }
        var taken = new HashSet<Long>();
        return new Points(
                x,
                y,
                Arrays.stream(origin)
                        .filter(i -> taken.add(
                                Math.round(x[i] / width * columns) * 100_003L + Math.round(y[i] / height * rows)))
                        .toArray());
    }

    private boolean risesInX() {
        for (int i = 1; i < origin.length; i++) {
            if (!(x[origin[i]] >= x[origin[i - 1]])) {
                return false;
            }
        }
        return true;
    }

    /** The place of {@code item} in the arrays given. */
    int origin(int item) {
        return origin[item];
    }

    @Override
    public int getSeriesCount() {
        return 1;
    }

    @Override
    public Comparable<?> getSeriesKey(int series) {
        return "points";
    }

    @Override
    public int getItemCount(int series) {
        return origin.length;
    }

    @Override
    public double getXValue(int series, int item) {
        return x[origin[item]];
    }

    @Override
    public double getYValue(int series, int item) {
        return y[origin[item]];
    }

    @Override
    public Number getX(int series, int item) {
        return getXValue(series, item);
    }

    @Override
    public Number getY(int series, int item) {
        return getYValue(series, item);
    }
}
