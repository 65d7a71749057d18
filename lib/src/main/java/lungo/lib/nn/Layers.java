package lungo.lib.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;

/**
 * DJL's own blocks in PyTorch's words, starting from PyTorch's values. The inputs' channels need not be said: DJL learns
 * them from the shape that the network is initialised with.
 *
 * <pre>{@code
 * var net = Layers.sequential(
 *         Layers.conv2d(6, 5, 1, 2), Layers.relu(), Layers.maxPool2d(2),
 *         new Flatten(), Layers.linear(10));
 * net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 28, 28));
 * }</pre>
 */
public final class Layers {

    private Layers() {}

    /** One block after another. */
    public static SequentialBlock sequential(Block... blocks) {
        return new SequentialBlock().addAll(blocks);
    }

    /** (…, in) to (…, out), with a bias. */
    public static Linear linear(long out) {
        return linear(out, true);
    }

    /** (…, in) to (…, out). */
    public static Linear linear(long out, boolean bias) {
        return started(Linear.builder().setUnits(out).optBias(bias).build());
    }

    /** Convolution to {@code out} channels by squares of {@code kernel}, stride 1, no padding, with a bias. */
    public static Conv2d conv2d(int out, int kernel) {
        return conv2d(out, kernel, 1, 0);
    }

    /** Convolution with a bias, its stride and padding the same both ways. */
    public static Conv2d conv2d(int out, int kernel, int stride, int padding) {
        return conv2d(out, kernel, stride, padding, true);
    }

    /** Convolution; one that batch normalisation follows needs no bias. */
    public static Conv2d conv2d(int out, int kernel, int stride, int padding, boolean bias) {
        return started(Conv2d.builder()
                .setFilters(out)
                .setKernelShape(both(kernel))
                .optStride(both(stride))
                .optPadding(both(padding))
                .optBias(bias)
                .build());
    }

    /** The largest of each window, windows side by side. */
    public static Block maxPool2d(int kernel) {
        return maxPool2d(kernel, kernel, 0);
    }

    /** The largest of each window, a window every {@code stride} pixels. */
    public static Block maxPool2d(int kernel, int stride, int padding) {
        return Pool.maxPool2dBlock(both(kernel), both(stride), both(padding));
    }

    /** The mean of each window, windows side by side. */
    public static Block avgPool2d(int kernel) {
        return avgPool2d(kernel, kernel, 0);
    }

    /** The mean of each window, the padding's zeros counted. */
    public static Block avgPool2d(int kernel, int stride, int padding) {
        return Pool.avgPool2dBlock(both(kernel), both(stride), both(padding));
    }

    /** In training each element becomes 0 with probability p and is divided by 1 - p otherwise. */
    public static Dropout dropout(double p) {
        return Dropout.builder().optRate((float) p).build();
    }

    /** {@link F#relu} as a block. */
    public static Block relu() {
        return Activation.reluBlock();
    }

    /** {@link F#sigmoid} as a block. */
    public static Block sigmoid() {
        return Activation.sigmoidBlock();
    }

    /** {@link F#tanh} as a block. */
    public static Block tanh() {
        return Activation.tanhBlock();
    }

    /** {@link F#leakyRelu} as a block. */
    public static Block leakyRelu(double slope) {
        return Activation.leakyReluBlock((float) slope);
    }

    /** {@link F#elu} as a block. */
    public static Block elu(double alpha) {
        return Activation.eluBlock((float) alpha);
    }

    /** {@link F#selu} as a block. */
    public static Block selu() {
        return Activation.seluBlock();
    }

    /** {@link F#gelu} as a block. */
    public static Block gelu() {
        return Activation.geluBlock();
    }

    /** {@link F#softplus} as a block. */
    public static Block softplus() {
        return Activation.softPlusBlock();
    }

    private static <B extends Block> B started(B block) {
        Initializers.torchDefaults(block);
        return block;
    }

    private static Shape both(long length) {
        return new Shape(length, length);
    }
}
