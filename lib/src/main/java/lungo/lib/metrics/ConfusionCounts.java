package lungo.lib.metrics;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;

/** How often each true class (row) was taken for each class (column): output (n, classes), target (n) int64. */
public final class ConfusionCounts extends Metric {

    private final int classes;

    public ConfusionCounts(int classes) {
        super("accuracy", classes, classes);
        this.classes = classes;
    }

    @Override
    protected void add(NDArray sums, NDArray output, NDArray target) {
        count(name(), classes, sums, output, target);
    }

    /** Adds the hits and mistakes to counts (classes, classes). Unlike bincount, index_add_ does not wait for a GPU. */
    static void count(String name, int classes, NDArray counts, NDArray output, NDArray target) {
        requireClasses(name, output, target);
        if (output.getShape().get(1) != classes) {
            throw new IllegalArgumentException(name + ": made for " + classes + " classes, but the output is "
                    + output.getShape() + ". Make it for " + output.getShape().get(1) + ".");
        }
        try {
            SCRIPT.run("confusion", counts, output, target);
        } catch (EngineException e) {
            throw new IllegalArgumentException(
                    name + ": class numbers go from " + target.min().getLong() + " to "
                            + target.max().getLong() + ", but there are " + classes
                            + " classes, counted from 0. Correct the labels, or widen the output.",
                    e);
        }
    }

    /** The counts so far, [true class][predicted class]. Waits for the device. */
    public int[][] counts() {
        double[] sums = state().sums();
        var counts = new int[classes][classes];
        for (int i = 0; i < sums.length; i++) {
            counts[i / classes][i % classes] = (int) sums[i];
        }
        return counts;
    }

    /** The share of right answers. */
    @Override
    public double compute(State state) {
        double right = 0;
        for (int i = 0; i < classes; i++) {
            right += state.sums()[i * (classes + 1)];
        }
        return right / state.examples();
    }
}
