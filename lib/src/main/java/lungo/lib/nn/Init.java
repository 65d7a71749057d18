package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Parameters to train, with the starting values that {@code torch.nn.init} gives. All require gradients; the numbers
 * come from the engine, seeded by {@code Engine.getInstance().setRandomSeed(seed)}. Shapes are (out, in, kernel…).
 */
public final class Init {

    private Init() {}

    /** Normal, mean 0, std = sqrt(2 / fan in), for layers followed by ReLU. He et al. 2015, eq. 10. */
    public static NDArray kaimingNormal(NDManager manager, long... shape) {
        float std = (float) Math.sqrt(2.0 / fanIn(shape));
        return trainable(manager.randomNormal(0f, std, new Shape(shape), DataType.FLOAT32));
    }

    /** Uniform on ±sqrt(6 / fan in), the uniform twin of {@link #kaimingNormal}. He et al. 2015. */
    public static NDArray kaimingUniform(NDManager manager, long... shape) {
        return uniform(manager, Math.sqrt(6.0 / fanIn(shape)), shape);
    }

    /** The weight that PyTorch's own {@code nn.Linear} and {@code nn.Conv2d} start from: uniform on ±1/sqrt(fan in). */
    public static NDArray torchWeight(NDManager manager, long... shape) {
        return uniform(manager, 1 / Math.sqrt(fanIn(shape)), shape);
    }

    /** The bias (out) beside {@link #torchWeight}: uniform on ±1/sqrt(fan in). Throws if fanIn &lt; 1. */
    public static NDArray torchBias(NDManager manager, long fanIn, long out) {
        return uniform(manager, 1 / Math.sqrt(fanIn(out, fanIn)), out);
    }

    /** Zeros, as a bias starts in the notes. */
    public static NDArray zeros(NDManager manager, long... shape) {
        return trainable(manager.zeros(new Shape(shape), DataType.FLOAT32));
    }

    private static NDArray uniform(NDManager manager, double bound, long... shape) {
        float b = (float) bound;
        return trainable(manager.randomUniform(-b, b, new Shape(shape), DataType.FLOAT32));
    }

    private static NDArray trainable(NDArray array) {
        array.setRequiresGradient(true);
        return array;
    }

    /** Inputs of one output: in × kernel. Throws IllegalArgumentException unless the shape is (out, in, kernel…). */
    private static long fanIn(long... shape) {
        long fanIn = 1;
        for (int i = 1; i < shape.length; i++) {
            fanIn *= shape[i];
        }
        if (shape.length < 2 || fanIn < 1) {
            throw new IllegalArgumentException("A weight's shape is (out, in, …) with in of at least 1, not "
                    + new Shape(shape) + ". For a bias use Init.zeros or Init.torchBias.");
        }
        return fanIn;
    }
}
