package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Functional calls, as {@code torch.nn.functional} names them. Results belong to the manager of the first argument. */
public final class F {

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

    /** The logarithm of {@link #softmax}, computed without overflow. */
    public static NDArray logSoftmax(NDArray logits, int axis) {
        return logits.logSoftmax(axis);
    }

    /** {@code exp(xᵢ) / Σ exp(xⱼ)} along an axis: positive numbers that add up to one. */
    public static NDArray softmax(NDArray logits, int axis) {
        return logits.softmax(axis);
    }

    /**
     * Mean cross-entropy of softmax(logits) against class numbers: logits (N, classes), target (N) int64, result one
     * number. It takes logits, not probabilities: the softmax is inside.
     */
    public static NDArray crossEntropy(NDArray logits, NDArray target) {
        requireClasses(logits.getShape(), target);
        return logits.logSoftmax(1).gather(target.expandDims(1), 1).mean().neg();
    }

    /** How many of the largest logits stand at the target's class: logits (N, classes), target (N), result int64. */
    public static NDArray correct(NDArray logits, NDArray target) {
        requireClasses(logits.getShape(), target);
        return logits.argMax(1).eq(target).sum();
    }

    private static void requireFeatures(Shape x, Shape weight) {
        if (weight.dimension() != 2 || x.dimension() == 0 || x.get(x.dimension() - 1) != weight.get(1)) {
            throw new IllegalArgumentException("linear: x " + x + " does not fit weight " + weight
                    + ". The last axis of x must be as long as the second axis of weight, which is (out, in).");
        }
    }

    private static void requireClasses(Shape logits, NDArray target) {
        if (logits.dimension() != 2
                || target.getShape().dimension() != 1
                || target.getShape().get(0) != logits.get(0)
                || target.getDataType() != DataType.INT64) {
            throw new IllegalArgumentException("logits " + logits + " do not fit target " + target.getShape() + " "
                    + target.getDataType() + ". They must be (N, classes) and (N) int64 class numbers.");
        }
    }
}
