package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import lungo.lib.data.Batch;
import lungo.lib.data.TensorDataset;

/** Points of a plane with their classes, on the host, and the grid of places around them. */
final class PlanePoints {
    /** More points hide the ground that they stand on. */
    private static final int MOST = 2000;

    private static final int GRID = 100;
    private static final double MARGIN = 0.12;

    private final NDManager manager;
    private final float[] xy;
    private final int[] truth;

    private PlanePoints(NDManager manager, float[] xy, int[] truth) {
        this.manager = manager;
        this.xy = xy;
        this.truth = truth;
    }

    /** The first 2,000 points of {@code data}, x (N, 2) and whole numbers y (N). */
    static PlanePoints of(TensorDataset data) {
        var shape = data.inputShape();
        if (shape.dimension() != 2 || shape.get(1) != 2 || data.size() == 0) {
            throw new IllegalArgumentException("A decision boundary is drawn on a plane: it needs points x (N, 2), at"
                    + " least one, but the data has " + data.size() + " examples of x " + shape + ".");
        }
        var rows = IntStream.range(0, Math.min(MOST, data.size())).toArray();
        try (Batch batch = data.rows(rows)) {
            var numbers = batch.y().toType(DataType.INT64, false).toLongArray();
            var truth = Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
            if (truth.length != rows.length || Arrays.stream(truth).anyMatch(number -> number < 0)) {
                throw new IllegalArgumentException(
                        "The points have y " + batch.y().getShape()
                                + ", of which the least is "
                                + Arrays.stream(truth).min().orElse(0)
                                + ". Pass one class number from 0 for each point.");
            }
            return new PlanePoints(
                    data.manager(), batch.x().toType(DataType.FLOAT32, false).toFloatArray(), truth);
        }
    }

    int count() {
        return truth.length;
    }

    int[] truth() {
        return truth;
    }

    /** The classes that there are points of, rising. */
    int[] classes() {
        return Arrays.stream(truth).distinct().sorted().toArray();
    }

    /** The coordinates, 0 for x and 1 for y, of the points of one class. */
    double[] of(int number, int coordinate) {
        return IntStream.range(0, truth.length)
                .filter(i -> truth[i] == number)
                .mapToDouble(i -> xy[2 * i + coordinate])
                .toArray();
    }

    /** A hundred places along one axis, a little beyond the points at both ends. */
    double[] axis(int coordinate) {
        var range = IntStream.range(0, truth.length)
                .mapToDouble(i -> xy[2 * i + coordinate])
                .summaryStatistics();
        var span = range.getMax() > range.getMin() ? range.getMax() - range.getMin() : 2;
        var low = (range.getMin() + range.getMax()) / 2 - span * (0.5 + MARGIN);
        var step = span * (1 + 2 * MARGIN) / (GRID - 1);
        return IntStream.range(0, GRID).mapToDouble(i -> low + i * step).toArray();
    }

    /** The places of a grid, row by row, x (rows · columns, 2), in a manager of their own. */
    Batch grid(double[] x, double[] y) {
        var places = new float[2 * x.length * y.length];
        for (int i = 0; i < x.length * y.length; i++) {
            places[2 * i] = (float) x[i % x.length];
            places[2 * i + 1] = (float) y[i / x.length];
        }
        return batch(places);
    }

    /** The points themselves, x (n, 2), in a manager of their own. */
    Batch batch() {
        return batch(xy);
    }

    private Batch batch(float... places) {
        var scratch = manager.newSubManager();
        NDArray x = scratch.create(places, new Shape(places.length / 2, 2));
        return new Batch(x, scratch.zeros(new Shape(places.length / 2)), new int[places.length / 2], scratch);
    }
}
