package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Changes parameters in place, by their gradients, as {@code torch.optim} does. */
public interface Optim extends AutoCloseable {

    /** Sets every gradient to zero. Without it, backward adds to the gradients of the step before. */
    void zeroGrad();

    /** Moves every parameter that has a gradient by one step. */
    void step();

    /** Frees the optimiser's own state, not the parameters. */
    @Override
    void close();

    /** Stochastic gradient descent. {@link Sgd} has momentum, Nesterov and weight decay. */
    static Sgd sgd(List<? extends NDArray> parameters, float learningRate) {
        return new Sgd(parameters, learningRate);
    }
}
