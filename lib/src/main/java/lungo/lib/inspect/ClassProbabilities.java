package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.function.UnaryOperator;
import lungo.lib.nn.Tape;
import lungo.lib.plot.HeatMap;

/** How probable each class is at each of some places: {@code values[place * classes + class]}, adding up to one. */
record ClassProbabilities(float[] values, int classes) {

    /** What {@code forward} says of the places x (n, 2), recording nothing; its logits become probabilities. */
    static ClassProbabilities of(UnaryOperator<NDArray> forward, NDArray x, boolean areProbabilities) {
        var pause = Tape.pause();
        try {
            NDArray out = forward.apply(x).toType(DataType.FLOAT32, false);
            var shape = out.getShape();
            var n = x.getShape().get(0);
            if (shape.dimension() == 0 || shape.dimension() > 2 || shape.get(0) != n) {
                throw new IllegalArgumentException("The network gave " + shape + " for " + n
                        + " points. It must give logits (n, classes), or one logit (n) or (n, 1).");
            }
            if (out.size() == n) {
                return ofOne((areProbabilities ? out : out.getNDArrayInternal().sigmoid()).toFloatArray());
            }
            return new ClassProbabilities((areProbabilities ? out : out.softmax(1)).toFloatArray(), (int) shape.get(1));
        } finally {
            pause.close();
        }
    }

    private static ClassProbabilities ofOne(float... second) {
        var both = new float[2 * second.length];
        for (int i = 0; i < second.length; i++) {
            both[2 * i] = 1 - second[i];
            both[2 * i + 1] = second[i];
        }
        return new ClassProbabilities(both, 2);
    }

    /** The class that place {@code i} is taken for. */
    int best(int i) {
        var best = 0;
        for (int k = 1; k < classes; k++) {
            best = values[i * classes + k] > values[i * classes + best] ? k : best;
        }
        return best;
    }

    /** How many places are taken for their true class. */
    int right(int... truth) {
        var right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += best(i) == truth[i] ? 1 : 0;
        }
        return right;
    }

    /**
     * A map of these places, rows of x by rows of y, with a line where one class gives way to another; {@code barTitle}
     * stands above the bar of the second of two classes.
     */
    HeatMap map(String title, double[] x, double[] y, String barTitle) {
        var map = HeatMap.of(title, x, y, classes == 2 ? grid(x.length, y.length, 1) : regions(x.length, y.length));
        if (classes == 2) {
            map.colors(ClassColors.ofTwo(), 0, 1, barTitle);
        } else {
            map.colors(ClassColors.ofMany(classes), 0, classes, "");
        }
        for (int k = classes == 2 ? 1 : 0; k < classes; k++) {
            map.levels(lead(x.length, y.length, k), "#333333", 1.5, 0);
        }
        return map;
    }

    private double[][] grid(int columns, int rows, int number) {
        var grid = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            grid[i / columns][i % columns] = values[i * classes + number];
        }
        return grid;
    }

    /** The number of the best class, plus how sure it is: 0 where it is no better than chance, nearly 1 at most. */
    private double[][] regions(int columns, int rows) {
        var regions = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            var best = best(i);
            var sure = (values[i * classes + best] - 1.0 / classes) / (1 - 1.0 / classes);
            regions[i / columns][i % columns] = best + Math.max(0.01, Math.min(0.99, sure));
        }
        return regions;
    }

    /** By how much class {@code number} is ahead of the best other one. */
    private double[][] lead(int columns, int rows, int number) {
        var lead = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            var other = 0f;
            for (int k = 0; k < classes; k++) {
                other = k == number ? other : Math.max(other, values[i * classes + k]);
            }
            lead[i / columns][i % columns] = values[i * classes + number] - other;
        }
        return lead;
    }
}
