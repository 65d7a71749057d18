package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import lungo.lib.script.Script;

/**
 * Starting values for DJL's blocks, as {@code torch.nn.init} makes them: after the same seed, the same numbers. Weights are
 * (out, in, kernel…).
 *
 * <pre>{@code
 * net.setInitializer(Initializers.kaimingUniform(), Parameter.Type.WEIGHT);
 * Initializers.torchDefaults(net);   // or all of it as PyTorch starts
 * }</pre>
 */
public final class Initializers {

    private static final Script SCRIPT = Script.resource(Initializers.class, "init.torchscript");

    private Initializers() {}

    /** {@link #kaimingNormal(Fan, double)} by the inputs, for ReLU. */
    public static Initializer kaimingNormal() {
        return kaimingNormal(Fan.IN, Gain.RELU);
    }

    /** Normal, mean 0, std = gain / sqrt(fan), which keeps the variance from layer to layer. He et al. 2015. */
    public static Initializer kaimingNormal(Fan fan, double gain) {
        return filled((x, shape) -> SCRIPT.run("normal", x, 0.0, gain / Math.sqrt(fan.of(shape))));
    }

    /** {@link #kaimingUniform(Fan, double)} by the inputs, for ReLU. */
    public static Initializer kaimingUniform() {
        return kaimingUniform(Fan.IN, Gain.RELU);
    }

    /** Uniform on ±gain · sqrt(3 / fan), the uniform twin of {@link #kaimingNormal(Fan, double)}. */
    public static Initializer kaimingUniform(Fan fan, double gain) {
        return filled((x, shape) -> fillUniform(x, Math.sqrt(3) * (gain / Math.sqrt(fan.of(shape)))));
    }

    /** Normal, mean 0, std = gain · sqrt(2 / (fan in + fan out)). Glorot and Bengio 2010. */
    public static Initializer xavierNormal(double gain) {
        return filled((x, shape) -> SCRIPT.run("normal", x, 0.0, xavier(shape, gain)));
    }

    /** Uniform on ±gain · sqrt(6 / (fan in + fan out)). Glorot and Bengio 2010. */
    public static Initializer xavierUniform(double gain) {
        return filled((x, shape) -> fillUniform(x, Math.sqrt(3) * xavier(shape, gain)));
    }

    /** Normal numbers, drawn again where they are off mean by more than two std: PyTorch's {@code trunc_normal_}. */
    public static Initializer truncNormal(double mean, double std) {
        return truncNormal(mean, std, mean - 2 * std, mean + 2 * std);
    }

    /** Normal numbers within low and high. Throws IllegalArgumentException unless std &gt; 0 and low &lt; high. */
    public static Initializer truncNormal(double mean, double std, double low, double high) {
        if (!(std > 0 && low < high)) {
            throw new IllegalArgumentException("truncNormal needs std above 0 and low below high, not std " + std
                    + ", low " + low + ", high " + high + ".");
        }
        return filled((x, shape) -> SCRIPT.run("trunc_normal", x, mean, std, low, high));
    }

    /** Orthonormal rows, or columns where those are fewer, times gain. Saxe et al. 2013. */
    public static Initializer orthogonal(double gain) {
        return filled((x, shape) -> {
            long columns = Fan.IN.of(shape);
            SCRIPT.run("orthogonal", x, shape.get(0), columns, gain);
        });
    }

    /** Normal numbers. */
    public static Initializer normal(double mean, double std) {
        return filled((x, shape) -> SCRIPT.run("normal", x, mean, std));
    }

    /** Uniform numbers. */
    public static Initializer uniform(double low, double high) {
        return filled((x, shape) -> SCRIPT.run("uniform", x, low, high));
    }

    /** One number everywhere. */
    public static Initializer constant(double value) {
        return (manager, shape, type) -> manager.full(shape, (float) value, type);
    }

    /** The weight that PyTorch's linear layers and convolutions start from: uniform on ±1 / sqrt(fan in). */
    public static Initializer torchWeight() {
        return kaimingUniform(Fan.IN, Gain.leakyRelu(Math.sqrt(5)));
    }

    /** The bias beside {@code weight} in PyTorch: uniform on ±1 / sqrt(fan in of that weight). */
    public static Initializer torchBias(Parameter weight) {
        return filled((x, shape) -> fillUniform(x, 1 / Math.sqrt(Fan.IN.of(weight.getShape()))));
    }

    /**
     * Has all linear layers and convolutions of {@code net} start as PyTorch's do, weights and biases. To be called before
     * {@code net.initialize}; throws IllegalStateException after it.
     */
    public static void torchDefaults(Block net) {
        Parameter weight = net.getDirectParameters().get("weight");
        if (weight != null && weight.getType() == Parameter.Type.WEIGHT) {
            setInitializer(weight, torchWeight());
            Parameter bias = net.getDirectParameters().get("bias");
            if (bias != null) {
                setInitializer(bias, torchBias(weight));
            }
        }
        net.getChildren().values().forEach(Initializers::torchDefaults);
    }

    private static void setInitializer(Parameter parameter, Initializer initializer) {
        if (parameter.isInitialized()) {
            throw new IllegalStateException("This network has its starting values already. Call torchDefaults before"
                    + " net.initialize, or net.clear() first.");
        }
        parameter.setInitializer(initializer);
    }

    private static double xavier(Shape shape, double gain) {
        return gain * Math.sqrt(2.0 / (Fan.IN.of(shape) + Fan.OUT.of(shape)));
    }

    private static void fillUniform(NDArray x, double bound) {
        SCRIPT.run("uniform", x, -bound, bound);
    }

    private interface Filling {
        void fill(NDArray x, Shape shape);
    }

    private static Initializer filled(Filling filling) {
        return (manager, shape, type) -> {
            NDArray x = manager.zeros(shape, type);
            try {
                filling.fill(x, shape);
                return x;
            } catch (RuntimeException e) {
                x.close();
                throw e;
            }
        };
    }
}
