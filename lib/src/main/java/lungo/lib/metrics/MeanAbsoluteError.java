package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;

/** The mean of |output − target|, both of one shape. */
public final class MeanAbsoluteError extends Metric {

    public MeanAbsoluteError() {
        super("MAE");
    }

    @Override
    protected void add(NDArray sums, NDArray output, NDArray target) {
        requireSame(name(), output, target);
        SCRIPT.run("absolutes", sums, output, target);
    }

    @Override
    public double compute(State all) {
        return all.sums()[0] / all.examples();
    }
}
