package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/**
 * Changes parameters in place, by their gradients, as {@code torch.optim} does. A step by hand, and the same in one call:
 *
 * <pre>{@code
 * optimizer.zeroGrad();
 * tape.backward(loss);
 * optimizer.step();
 *
 * optimizer.minimize(loss);
 * }</pre>
 *
 * An optimiser is used by one thread at a time.
 */
public interface Optim extends AutoCloseable {

    /**
     * Drops every gradient. Without it, backward adds to the gradients of the step before. Until backward reaches a
     * parameter again, {@link #step} leaves it as it is; its gradient array stays, filled with zeros.
     */
    void zeroGrad();

    /** Moves every parameter that has a gradient by one step. */
    void step();

    /**
     * Moves every parameter that {@code loss} was made from by one step along the gradients of this loss alone. They are
     * not stored, so {@code getGradient()} does not change; that saves the time of zeroing and adding. Throws
     * IllegalArgumentException if the loss is not one number, IllegalStateException if it was not recorded.
     */
    void minimize(NDArray loss);

    /** The groups of parameters and their settings, in the order in which they were added; at least one. */
    List<ParameterGroup> groups();

    /**
     * A copy of what the optimiser has learned and of its groups' settings: a checkpoint. With the parameters, and the
     * clipping that the code set, which is in it as little as in PyTorch's, the next step depends on no more. Arrays are
     * named as in PyTorch: {@code state.0.momentum_buffer} of the first parameter, {@code param_groups.0.lr} (float64,
     * one number).
     *
     * @param manager what the copies belong to
     */
    Map<String, NDArray> state(NDManager manager);

    /**
     * Goes on from {@link #state}: further steps, clipped the same, are the same to the last digit. The arrays are copied.
     * Throws IllegalArgumentException, with nothing changed, if they are those of another kind of optimiser or of other
     * shapes.
     */
    void load(Map<String, ? extends NDArray> state);

    /** Frees the optimiser's own state, not the parameters. */
    @Override
    void close();

    /** Stochastic gradient descent: momentum, Nesterov and weight decay are set on what this returns. */
    static Sgd sgd(List<? extends NDArray> parameters, double learningRate) {
        return new Sgd(parameters, learningRate);
    }

    /** Adam, with PyTorch's defaults: betas 0.9 and 0.999, eps 1e-8; it suggests a learning rate of 0.001. */
    static Adam adam(List<? extends NDArray> parameters, double learningRate) {
        return new Adam(parameters, learningRate);
    }

    /** Adam whose weight decay stands beside the gradient, 0.01 unless told. */
    static AdamW adamW(List<? extends NDArray> parameters, double learningRate) {
        return new AdamW(parameters, learningRate);
    }

    /** RMSprop, with PyTorch's defaults: alpha 0.99, eps 1e-8; it suggests a learning rate of 0.01. */
    static RmsProp rmsProp(List<? extends NDArray> parameters, double learningRate) {
        return new RmsProp(parameters, learningRate);
    }

    /** Adagrad, with PyTorch's default of eps 1e-10; it suggests a learning rate of 0.01. */
    static Adagrad adagrad(List<? extends NDArray> parameters, double learningRate) {
        return new Adagrad(parameters, learningRate);
    }
}
