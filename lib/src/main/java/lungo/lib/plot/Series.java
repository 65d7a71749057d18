package lungo.lib.plot;

import java.util.Arrays;

/** Points that arrive one by one. Not safe for threads: its chart guards it. */
final class Series {
    private double[] x = new double[256];
    private double[] y = new double[256];
    private int size;

    void add(double nextX, double nextY) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = nextX;
        y[size] = nextY;
        size++;
    }

    int size() {
        return size;
    }

    double lastX() {
        return x[size - 1];
    }

    double lastY() {
        return y[size - 1];
    }

    /** The points so far; a copy, of at most about {@code most} of them that draw the same line. */
    Points points(int most) {
        return Points.of(Arrays.copyOf(x, size), Arrays.copyOf(y, size)).thinnedForLine(most);
    }
}
