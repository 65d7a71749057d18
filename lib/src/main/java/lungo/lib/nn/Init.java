package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;

/**
 * Parameters to train, with the starting values that {@code torch.nn.init} gives. All require gradients; the numbers
 * come from the engine, seeded by {@code Engine.getInstance().setRandomSeed(seed)}. Shapes are (out, in, kernel…). For the
 * parameters of DJL's blocks see {@link Initializers}.
 */
public final class Init {

    private Init() {}

    /** What {@code initializer} makes: {@code Init.of(manager, Initializers.orthogonal(1), 5, 5)}. */
    public static NDArray of(NDManager manager, Initializer initializer, long... shape) {
        NDArray array = initializer.initialize(manager, new Shape(shape), DataType.FLOAT32);
        array.setRequiresGradient(true);
        return array;
    }

    /** Normal, mean 0, std = sqrt(2 / fan in), for layers followed by ReLU. He et al. 2015, eq. 10. */
    public static NDArray kaimingNormal(NDManager manager, long... shape) {
        return of(manager, Initializers.kaimingNormal(), shape);
    }

    /** Uniform on ±sqrt(6 / fan in), the uniform twin of {@link #kaimingNormal}. He et al. 2015. */
    public static NDArray kaimingUniform(NDManager manager, long... shape) {
        return of(manager, Initializers.kaimingUniform(), shape);
    }

    /** Normal, mean 0, std = sqrt(2 / (fan in + fan out)), for tanh and sigmoid. Glorot and Bengio 2010. */
    public static NDArray xavierNormal(NDManager manager, long... shape) {
        return of(manager, Initializers.xavierNormal(1), shape);
    }

    /** Uniform on ±sqrt(6 / (fan in + fan out)), the uniform twin of {@link #xavierNormal}. */
    public static NDArray xavierUniform(NDManager manager, long... shape) {
        return of(manager, Initializers.xavierUniform(1), shape);
    }

    /** The weight that PyTorch's own {@code nn.Linear} and {@code nn.Conv2d} start from: uniform on ±1/sqrt(fan in). */
    public static NDArray torchWeight(NDManager manager, long... shape) {
        return of(manager, Initializers.torchWeight(), shape);
    }

    /** The bias (out) beside {@link #torchWeight}: uniform on ±1/sqrt(fan in). Throws if fanIn &lt; 1. */
    public static NDArray torchBias(NDManager manager, long fanIn, long out) {
        double bound = 1 / Math.sqrt(Fan.IN.of(new Shape(out, fanIn)));
        return of(manager, Initializers.uniform(-bound, bound), out);
    }

    /** Zeros, as a bias starts in the notes. */
    public static NDArray zeros(NDManager manager, long... shape) {
        return of(manager, Initializers.constant(0), shape);
    }
}
