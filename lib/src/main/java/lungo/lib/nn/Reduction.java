package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** What becomes of the examples' losses, in PyTorch's words. */
public enum Reduction {
    /** Nothing: a loss for each example. */
    NONE(0),
    /** Their mean. */
    MEAN(1),
    /** Their sum. */
    SUM(2),
    /** Their sum over the examples of the batch, however many numbers an example has. */
    BATCH_MEAN(2);

    /** PyTorch's number of it; BATCH_MEAN is a sum there, divided afterwards. */
    final int code;

    Reduction(int code) {
        this.code = code;
    }

    /** {@code loss}, reduced by {@link #code}, finished for examples (N, …). */
    NDArray finish(NDArray loss, Shape examples) {
        return this == BATCH_MEAN ? loss.div(examples.get(0)) : loss;
    }
}
