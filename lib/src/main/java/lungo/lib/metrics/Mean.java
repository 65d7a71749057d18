package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;
import java.util.function.BinaryOperator;

/** The mean over all examples of anything that gives a batch's mean, such as a loss: {@code new Mean("L1", F::l1)}. */
public final class Mean extends Metric {

    private final BinaryOperator<NDArray> ofBatch;

    /** {@code ofBatch} maps output and target to one number, the mean over the batch. */
    public Mean(String name, BinaryOperator<NDArray> ofBatch) {
        super(name);
        this.ofBatch = ofBatch;
    }

    @Override
    protected void add(NDArray sums, NDArray output, NDArray target) {
        try (NDArray mean = ofBatch.apply(output, target)) {
            SCRIPT.run("weighted", sums, mean, target.size());
        }
    }

    @Override
    public double compute(State all) {
        return all.sums()[0] / all.examples();
    }
}
