package lungo.lib.plot;

import java.util.Arrays;

/** Points that arrive one by one. Not safe for threads: who holds it guards it. */
public final class Series {
    private double[] x = new double[256];
    private double[] y = new double[256];
    private int size;

    /** Appends a point. */
    public void add(double nextX, double nextY) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = nextX;
        y[size] = nextY;
        size++;
    }

    /** How many points there are. */
    public int size() {
        return size;
    }

    /** The last point's x. Throws IndexOutOfBoundsException where there is none. */
    public double lastX() {
        return x[size - 1];
    }

    /** The last point's y. Throws IndexOutOfBoundsException where there is none. */
    public double lastY() {
        return y[size - 1];
    }

    /** The points so far; a copy, of at most about {@code most} of them that draw the same line. */
    Points points(int most) {
        return Points.of(Arrays.copyOf(x, size), Arrays.copyOf(y, size)).thinnedForLine(most);
    }

    /** All x, a copy. */
    public double[] x() {
        return Arrays.copyOf(x, size);
    }

    /** All y, a copy. */
    public double[] y() {
        return Arrays.copyOf(y, size);
    }

    /** These points, or of more than {@code most} of them those that draw the same line; a copy. */
    public Series thinned(int most) {
        var points = points(most);
        var kept = new Series();
        for (int i = 0; i < points.getItemCount(0); i++) {
            kept.add(points.getXValue(0, i), points.getYValue(0, i));
        }
        return kept;
    }
}
