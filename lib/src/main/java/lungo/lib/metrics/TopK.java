package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;

/** The share of examples whose class is among the k largest outputs, 0 to 1: output (n, classes), target (n) int64. */
public final class TopK extends Metric {

    private final int k;

    /** Throws IllegalArgumentException if k &lt; 1; {@code update} does where there are fewer than k classes. */
    public TopK(int k) {
        super("top-" + k + " accuracy");
        if (k < 1) {
            throw new IllegalArgumentException("At least the best answer counts: k is 1 or more, not " + k + ".");
        }
        this.k = k;
    }

    @Override
    protected void add(NDArray sums, NDArray output, NDArray target) {
        requireClasses(name(), output, target);
        if (output.getShape().get(1) < k) {
            throw new IllegalArgumentException(
                    "There are only " + output.getShape().get(1) + " classes, of which the " + k
                            + " best cannot be taken. Choose a smaller k.");
        }
        SCRIPT.run("top", sums, output, target, k);
    }

    @Override
    public double compute(State all) {
        return all.sums()[0] / all.examples();
    }
}
