package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/** Logits (n, classes) and classes (n) to one number, the mean loss: {@code F::crossEntropy} is one. */
@FunctionalInterface
public interface Criterion {

    NDArray loss(NDArray logits, NDArray target);

    /** A loss of DJL. */
    static Criterion of(Loss loss) {
        return (logits, target) -> loss.evaluate(new NDList(target), new NDList(logits));
    }
}
