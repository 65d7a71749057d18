package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;

/** The share of right answers, 0 to 1. */
public final class Accuracy extends Metric {

    private final boolean binary;

    /** Of classes: output (n, classes), of which the largest counts, and target (n) int64. */
    public Accuracy() {
        this(false);
    }

    private Accuracy(boolean binary) {
        super("accuracy");
        this.binary = binary;
    }

    /** Of logits against zeros and ones of the same shape: above 0 is a one. */
    public static Accuracy binary() {
        return new Accuracy(true);
    }

    @Override
    protected void add(NDArray sums, NDArray output, NDArray target) {
        if (binary) {
            requireSame(name(), output, target);
            SCRIPT.run("signs", sums, output, target);
        } else {
            requireClasses(name(), output, target);
            SCRIPT.run("classes", sums, output, target);
        }
    }

    @Override
    public double compute(State all) {
        return all.sums()[0] / all.examples();
    }
}
