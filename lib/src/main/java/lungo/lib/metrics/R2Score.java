package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;

/** The share of the targets' variance that the outputs explain: 1 − Σ(y − ŷ)² / Σ(y − ȳ)². NaN where the targets do not vary. */
public final class R2Score extends Metric {

    public R2Score() {
        super("R2", 3);
    }

    @Override
    protected void add(NDArray sums, NDArray output, NDArray target) {
        requireSame(name(), output, target);
        SCRIPT.run("variances", sums, output, target);
    }

    @Override
    public double compute(State all) {
        double mean = all.sums()[1] / all.examples();
        double variance = all.sums()[2] - mean * all.sums()[1];
        return variance > 0 ? 1 - all.sums()[0] / variance : Double.NaN;
    }
}
