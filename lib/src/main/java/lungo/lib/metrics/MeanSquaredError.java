package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;

/** The mean of (output − target)², both of one shape. */
public final class MeanSquaredError extends Metric {

    public MeanSquaredError() {
        super("MSE");
    }

    @Override
    protected void add(NDArray sums, NDArray output, NDArray target) {
        requireSame(name(), output, target);
        SCRIPT.run("squares", sums, output, target);
    }

    @Override
    public double compute(State all) {
        return all.sums()[0] / all.examples();
    }
}
