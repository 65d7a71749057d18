package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The share of right answers, 0 to 1. */
public final class Accuracy extends Metric {

    private final boolean binary;

    /**
     * Of classes: output (n, classes), of which the largest counts, and target (n) int64. Where there is one logit an
     * example, output (n) or (n, 1), as {@link #binary}.
     */
    public Accuracy() {
        this(false);
    }

    private Accuracy(boolean binary) {
        super("accuracy");
        this.binary = binary;
    }

    /** Of logits against zeros and ones of the same shape, or (n, 1) against (n): above 0 is a one. */
    public static Accuracy binary() {
        return new Accuracy(true);
    }

    /** Whether an output of this shape, (n) or (n, 1), is one logit an example, which tells two classes apart. */
    public static boolean isOneLogit(Shape output) {
        return output.dimension() == 1 || output.dimension() == 2 && output.get(1) == 1;
    }

    @Override
    protected void add(NDArray sums, NDArray output, NDArray target) {
        if (binary || isOneLogit(output.getShape())) {
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
