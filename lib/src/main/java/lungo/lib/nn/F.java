package lungo.lib.nn;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import lungo.lib.script.Script;

/**
 * Functional calls, as {@code torch.nn.functional} names them, one call of the engine each; the losses are in {@link
 * Losses}. Results belong to the manager of the first argument. Pictures are (N, C, H, W).
 */
public final class F extends Losses {

    private static final Script SCRIPT = Script.resource(F.class, "functional.torchscript");

    private F() {}

    /** {@code x wᵀ + b}: x (…, in), weight (out, in), bias (out), result (…, out). */
    public static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        requireFeatures(x.getShape(), weight.getShape());
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }

    /** {@code x wᵀ}: x (…, in), weight (out, in), result (…, out). */
    public static NDArray linear(NDArray x, NDArray weight) {
        return linear(x, weight, null);
    }

    /** {@code max(x, 0)}, element by element. */
    public static NDArray relu(NDArray x) {
        return x.getNDArrayInternal().relu();
    }

    /** {@code 1 / (1 + exp(-x))}, element by element. */
    public static NDArray sigmoid(NDArray x) {
        return x.getNDArrayInternal().sigmoid();
    }

    /** The hyperbolic tangent, element by element. */
    public static NDArray tanh(NDArray x) {
        return x.getNDArrayInternal().tanh();
    }

    /** x where it is positive, else {@code slope · x}; PyTorch's slope is 0.01 unless told. */
    public static NDArray leakyRelu(NDArray x, double slope) {
        return x.getNDArrayInternal().leakyRelu((float) slope);
    }

    /** x where it is positive, else {@code weight · x}: one weight, or one a channel (axis 1). He et al. 2015. */
    public static NDArray prelu(NDArray x, NDArray weight) {
        return SCRIPT.array("prelu", x, weight);
    }

    /** x where it is positive, else {@code alpha · (exp(x) - 1)}. Clevert et al. 2016. */
    public static NDArray elu(NDArray x, double alpha) {
        return x.getNDArrayInternal().elu((float) alpha);
    }

    /** {@link #elu} with the scale and alpha that keep mean 0 and variance 1. Klambauer et al. 2017. */
    public static NDArray selu(NDArray x) {
        return x.getNDArrayInternal().selu();
    }

    /** {@code x · Φ(x)}, Φ the normal distribution function. Hendrycks and Gimpel 2016. */
    public static NDArray gelu(NDArray x) {
        return x.getNDArrayInternal().gelu();
    }

    /** {@link #gelu} with Φ approximated by a tanh, as GPT-2 has it: {@code approximate="tanh"}. */
    public static NDArray geluTanh(NDArray x) {
        return SCRIPT.array("gelu_tanh", x);
    }

    /** {@code log(1 + exp(x))}, element by element, and x itself above 20. */
    public static NDArray softplus(NDArray x) {
        return x.getNDArrayInternal().softPlus();
    }

    /** The logarithm of {@link #softmax}, computed without overflow. */
    public static NDArray logSoftmax(NDArray logits, int axis) {
        return logits.logSoftmax(axis);
    }

    /** {@code exp(xᵢ) / Σ exp(xⱼ)} along an axis: positive numbers that add up to one. */
    public static NDArray softmax(NDArray logits, int axis) {
        return logits.softmax(axis);
    }

    /** Convolution of x (N, C, H, W) with weight (out, C, kH, kW), bias (out) or null, stride 1, no padding. */
    public static NDArray conv2d(NDArray x, NDArray weight, NDArray bias) {
        return conv2d(x, weight, bias, 1, 0, 1, 1);
    }

    /** Convolution: x (N, C, H, W), weight (out, C / groups, kH, kW), bias (out) or null, the rest both ways. */
    public static NDArray conv2d(
            NDArray x, NDArray weight, NDArray bias, int stride, int padding, int dilation, int groups) {
        return conv2d(x, weight, bias, both(stride), both(padding), both(dilation), groups);
    }

    /** The same, with (down, across) of stride, padding and dilation, such as padding (0, 3) of a 1×7 kernel. */
    public static NDArray conv2d(
            NDArray x, NDArray weight, NDArray bias, Shape stride, Shape padding, Shape dilation, int groups) {
        requireChannels(
                "conv2d", x.getShape(), weight.getShape(), weight.getShape().get(1) * groups);
        return x.getNDArrayInternal()
                .convolution(x, weight, bias, stride, padding, dilation, groups)
                .singletonOrThrow();
    }

    /**
     * Transposed convolution, H to (H - 1) · stride - 2 · padding + dilation · (kH - 1) + outputPadding + 1: x (N, C, H,
     * W), weight (C, out / groups, kH, kW), bias (out) or null.
     */
    public static NDArray convTranspose2d(
            NDArray x,
            NDArray weight,
            NDArray bias,
            int stride,
            int padding,
            int outputPadding,
            int groups,
            int dilation) {
        requireChannels(
                "convTranspose2d",
                x.getShape(),
                weight.getShape(),
                weight.getShape().get(0));
        return bias == null
                ? SCRIPT.array("conv_transpose2d", x, weight, stride, padding, outputPadding, groups, dilation)
                : SCRIPT.array(
                        "conv_transpose2d_bias", x, weight, stride, padding, outputPadding, groups, dilation, bias);
    }

    /** The largest of each kernel × kernel window, every stride pixels, of x padded by minus infinity. */
    public static NDArray maxPool2d(NDArray x, int kernel, int stride, int padding) {
        return maxPool2d(x, kernel, stride, padding, false);
    }

    /** The same; with {@code ceilMode} a window may reach over the lower and right edge, so that no pixel is left out. */
    public static NDArray maxPool2d(NDArray x, int kernel, int stride, int padding, boolean ceilMode) {
        return x.getNDArrayInternal().maxPool(both(kernel), both(stride), both(padding), ceilMode);
    }

    /** The mean of each kernel × kernel window, zeros of the padding counted ({@code count_include_pad=True}). */
    public static NDArray avgPool2d(NDArray x, int kernel, int stride, int padding) {
        return avgPool2d(x, kernel, stride, padding, false, true);
    }

    /**
     * The same; with {@code ceilMode} a window may reach over the lower and right edge, where it counts only what is
     * there, and without {@code countIncludePad} the padding's zeros do not count either.
     */
    public static NDArray avgPool2d(
            NDArray x, int kernel, int stride, int padding, boolean ceilMode, boolean countIncludePad) {
        // DJL's engine counts the padding whatever it is told.
        return SCRIPT.array("avg_pool2d", x, kernel, stride, padding, ceilMode, countIncludePad);
    }

    /** Means of windows that share x out among height × width: (N, C, H, W) to (N, C, height, width). */
    public static NDArray adaptiveAvgPool2d(NDArray x, long height, long width) {
        return SCRIPT.array("adaptive_avg_pool2d", x, new long[] {height, width});
    }

    /** Maxima of windows that share x out among height × width: (N, C, H, W) to (N, C, height, width). */
    public static NDArray adaptiveMaxPool2d(NDArray x, long height, long width) {
        return SCRIPT.array("adaptive_max_pool2d", x, new long[] {height, width});
    }

    /** Resizes pictures (N, C, H, W) to (N, C, height, width). */
    public static NDArray interpolate(NDArray x, long height, long width, Interpolation mode) {
        return mode.to(SCRIPT, x, height, width);
    }

    /** Resizes pictures (N, C, H, W) by a factor: {@code scale_factor}, with lengths rounded down. */
    public static NDArray interpolate(NDArray x, double scale, Interpolation mode) {
        return mode.by(SCRIPT, x, scale);
    }

    /**
     * {@code (x - mean) / sqrt(var + eps) · weight + bias} for each channel of x (N, C, …), all else (C). In training mean
     * and variance are the batch's, and the running ones move towards them by momentum, in place. Ioffe and Szegedy 2015.
     */
    public static NDArray batchNorm(
            NDArray x,
            NDArray runningMean,
            NDArray runningVar,
            NDArray weight,
            NDArray bias,
            boolean training,
            double momentum,
            double eps) {
        // An axis of -1 spares DJL's two transposes; its momentum is the share that stays.
        return x.getNDArrayInternal()
                .batchNorm(x, runningMean, runningVar, weight, bias, -1, (float) (1 - momentum), (float) eps, training)
                .singletonOrThrow();
    }

    /** In training each element becomes 0 with probability p and is divided by 1 - p otherwise; else x. */
    public static NDArray dropout(NDArray x, double p, boolean training) {
        return x.getNDArrayInternal().dropout(x, (float) p, training).singletonOrThrow();
    }

    /** Pads with a value: so many before and after on the last axis, then on the one before it, …, as PyTorch counts. */
    public static NDArray pad(NDArray x, double value, long... beforeAndAfter) {
        return SCRIPT.array("pad", x, beforeAndAfter, value);
    }

    /** (N, …) to (N, the rest in one axis). */
    public static NDArray flatten(NDArray x) {
        return SCRIPT.array("flatten", x);
    }

    /** Class numbers (…) int64 to (…, classes) int64, 1 at the class and 0 elsewhere. */
    public static NDArray oneHot(NDArray labels, int classes) {
        try {
            return SCRIPT.array("one_hot", labels, classes);
        } catch (EngineException e) {
            requireLabels(labels, classes, 0, e);
            throw e;
        }
    }

    /** How many of the largest logits stand at the target's class: logits (N, classes), target (N), result int64. */
    public static NDArray correct(NDArray logits, NDArray target) {
        requireClasses(logits.getShape(), target);
        return SCRIPT.array("correct", logits, target);
    }

    private static Shape both(long length) {
        return new Shape(length, length);
    }

    private static void requireFeatures(Shape x, Shape weight) {
        if (weight.dimension() != 2 || x.dimension() == 0 || x.get(x.dimension() - 1) != weight.get(1)) {
            throw new IllegalArgumentException("linear: x " + x + " does not fit weight " + weight
                    + ". The last axis of x must be as long as the second axis of weight, which is (out, in).");
        }
    }

    private static void requireChannels(String call, Shape x, Shape weight, long channels) {
        if (x.dimension() != 4 || weight.dimension() != 4 || x.get(1) != channels) {
            throw new IllegalArgumentException(call + ": x " + x + " does not fit weight " + weight + ". x must be (N, "
                    + channels + ", H, W); pictures without a channel axis take x.expandDims(1).");
        }
    }
}
