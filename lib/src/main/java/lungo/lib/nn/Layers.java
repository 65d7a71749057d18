package lungo.lib.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;

/**
 * The layers of a network, one list of them: DJL's own blocks, and this package's where DJL has none, in PyTorch's words and
 * starting from PyTorch's values. The inputs' channels need not be said: DJL learns them from the shape that the network is
 * initialised with. A Shape of two lengths is (down, across).
 *
 * <pre>{@code
 * var net = Layers.sequential(
 *         Layers.conv2d(6, 5, 1, 2), Layers.relu(), Layers.maxPool2d(2),
 *         Layers.flatten(), Layers.linear(10));
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
        return conv2d(out, kernel, stride, padding, 1, 1, bias);
    }

    /**
     * Convolution whose kernel's pixels stand {@code dilation} apart, and where each of {@code groups} equal parts of the
     * channels sees only itself; as many groups as channels is a depthwise one. Throws IllegalArgumentException unless
     * groups divides {@code out}; it must divide the input's channels too.
     */
    public static Conv2d conv2d(int out, int kernel, int stride, int padding, int dilation, int groups, boolean bias) {
        return conv2d(out, both(kernel), both(stride), both(padding), both(dilation), groups, bias);
    }

    /** Convolution by oblongs, with a bias, such as {@code conv2d(8, new Shape(1, 7), new Shape(1, 1), new Shape(0, 3))}. */
    public static Conv2d conv2d(int out, Shape kernel, Shape stride, Shape padding) {
        return conv2d(out, kernel, stride, padding, both(1), 1, true);
    }

    /** Convolution, with all that there is to say. Throws IllegalArgumentException unless groups divides {@code out}. */
    public static Conv2d conv2d(
            int out, Shape kernel, Shape stride, Shape padding, Shape dilation, int groups, boolean bias) {
        if (groups < 1 || out % groups != 0) {
            throw new IllegalArgumentException("conv2d cannot share " + out + " channels among " + groups
                    + " groups: choose a number of channels that the groups divide.");
        }
        return started(Conv2d.builder()
                .setFilters(out)
                .setKernelShape(kernel)
                .optStride(stride)
                .optPadding(padding)
                .optDilation(dilation)
                .optGroups(groups)
                .optBias(bias)
                .build());
    }

    /** Transposed convolution, which enlarges pictures; its stride and paddings are set on what this returns. */
    public static ConvTranspose2d convTranspose2d(long out, long kernel) {
        return new ConvTranspose2d(out, kernel);
    }

    /** Normalises each channel of pictures (N, C, H, W) by the batch's mean and variance. */
    public static BatchNorm2d batchNorm2d() {
        return new BatchNorm2d();
    }

    /** Normalises each feature of (N, C) or (N, C, L) by the batch's mean and variance. */
    public static BatchNorm1d batchNorm1d() {
        return new BatchNorm1d();
    }

    /** The largest of each window, windows side by side. */
    public static Block maxPool2d(int kernel) {
        return maxPool2d(kernel, kernel, 0);
    }

    /** The largest of each window, a window every {@code stride} pixels. */
    public static Block maxPool2d(int kernel, int stride, int padding) {
        return maxPool2d(kernel, stride, padding, false);
    }

    /** The same; with {@code ceilMode} windows may reach over the edge, as GoogLeNet's do. */
    public static Block maxPool2d(int kernel, int stride, int padding, boolean ceilMode) {
        return Pool.maxPool2dBlock(both(kernel), both(stride), both(padding), ceilMode);
    }

    /** The mean of each window, windows side by side. */
    public static Block avgPool2d(int kernel) {
        return avgPool2d(kernel, kernel, 0);
    }

    /** The mean of each window, the padding's zeros counted. */
    public static Block avgPool2d(int kernel, int stride, int padding) {
        return avgPool2d(kernel, stride, padding, false, true);
    }

    /** The same; with {@code ceilMode} windows may reach over the edge, {@code countIncludePad} counts the padding. */
    public static Block avgPool2d(int kernel, int stride, int padding, boolean ceilMode, boolean countIncludePad) {
        return LambdaBlock.singleton(
                x -> F.avgPool2d(x, kernel, stride, padding, ceilMode, countIncludePad), "avgPool2d");
    }

    /** Means of windows that share pictures out among height × width; (1, 1) is the global mean. */
    public static AdaptiveAvgPool2d adaptiveAvgPool2d(long height, long width) {
        return new AdaptiveAvgPool2d(height, width);
    }

    /** Maxima of windows that share pictures out among height × width. */
    public static AdaptiveMaxPool2d adaptiveMaxPool2d(long height, long width) {
        return new AdaptiveMaxPool2d(height, width);
    }

    /** Enlarges pictures by repeating the nearest pixel. */
    public static Upsample upsample(double scale) {
        return new Upsample(scale);
    }

    /** Enlarges pictures as {@code mode} says. */
    public static Upsample upsample(double scale, Interpolation mode) {
        return new Upsample(scale, mode);
    }

    /** (N, …) to (N, the rest in one axis). */
    public static Flatten flatten() {
        return new Flatten();
    }

    /** (N, …, 1) to (N, …): the end of a network of one output, whose targets are (N). */
    public static Squeeze squeeze() {
        return new Squeeze();
    }

    /** {@code body(x) + x}. */
    public static Residual residual(Block body) {
        return new Residual(body);
    }

    /** {@code body(x) + shortcut(x)}. */
    public static Residual residual(Block body, Block shortcut) {
        return new Residual(body, shortcut);
    }

    /** The branches' results of one input, joined along the channels. */
    public static Concat concat(Block... branches) {
        return new Concat(branches);
    }

    /**
     * In training each element becomes 0 with probability p and is divided by 1 - p otherwise. Throws
     * IllegalArgumentException unless p is 0 to 1.
     */
    public static Dropout dropout(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("Dropout's p is a probability, 0 to 1, not " + p + ".");
        }
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

    /** x where it is positive, else weight · x, one weight learned for all. */
    public static PReLU prelu() {
        return new PReLU();
    }

    /** {@link F#softmax} as a block; not before {@link F#crossEntropy}, which has it inside. */
    public static Block softmax(int axis) {
        return LambdaBlock.singleton(x -> F.softmax(x, axis), "softmax");
    }

    /** {@link F#logSoftmax} as a block, for {@link F#nll} and {@link F#klDiv}. */
    public static Block logSoftmax(int axis) {
        return LambdaBlock.singleton(x -> F.logSoftmax(x, axis), "logSoftmax");
    }

    private static <B extends Block> B started(B block) {
        Initializers.torchDefaults(block);
        return block;
    }

    private static Shape both(long length) {
        return new Shape(length, length);
    }
}
