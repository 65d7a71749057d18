package lungo.lib.nn;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import lungo.lib.script.Script;

/**
 * The loss functions of {@link F}, one call of the engine each, differentiable while {@link Tape#record()} is on. A mean
 * is over all numbers unless said otherwise. Throw IllegalArgumentException where the shapes do not fit, and on the CPU
 * where a label is no class; a GPU finds that out later, by itself, since looking would be a wait at every step.
 */
public abstract sealed class Losses permits F {

    /** A label that PyTorch leaves out of cross-entropy and of the negative log-likelihood. */
    private static final long IGNORED = -100;

    private static final Script SCRIPT = Script.resource(Losses.class, "losses.torchscript");

    Losses() {}

    /**
     * Mean cross-entropy of softmax(logits) against class numbers: logits (N, classes) or (N, classes, d…), target (N) or
     * (N, d…) int64, result one number. It takes logits, not probabilities: the softmax is inside. Labels of -100 are left
     * out.
     */
    public static NDArray crossEntropy(NDArray logits, NDArray target) {
        requireClasses(logits.getShape(), target);
        return classified(IGNORED, "cross_entropy", logits, target);
    }

    /** {@link #crossEntropy(NDArray, NDArray)}, reduced otherwise: with NONE one loss an example, (N) or (N, d…). */
    public static NDArray crossEntropy(NDArray logits, NDArray target, Reduction reduction) {
        requireClasses(logits.getShape(), target);
        NDArray loss = classified(IGNORED, "cross_entropy_with", logits, target, reduction.code, 0.0);
        return reduction.finish(loss, logits.getShape());
    }

    /**
     * {@link #crossEntropy(NDArray, NDArray)} against softened targets, 1 - labelSmoothing + labelSmoothing / classes at
     * the label and labelSmoothing / classes elsewhere (Szegedy et al. 2016, section 7), each class's examples counting
     * by its weight: classWeights (classes), or null for all the same.
     */
    public static NDArray crossEntropy(NDArray logits, NDArray target, double labelSmoothing, NDArray classWeights) {
        Shape shape = logits.getShape();
        requireClasses(shape, target);
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new IllegalArgumentException(
                    "Label smoothing is a share of the target, 0 to 1, not " + labelSmoothing + ".");
        }
        if (classWeights == null) {
            return classified(IGNORED, "cross_entropy_with", logits, target, Reduction.MEAN.code, labelSmoothing);
        }
        if (classWeights.getShape().dimension() != 1 || classWeights.getShape().get(0) != shape.get(1)) {
            throw new IllegalArgumentException("Class weights " + classWeights.getShape() + " do not fit logits "
                    + shape + ". There must be one a class, (" + shape.get(1) + ").");
        }
        return classified(
                IGNORED, "cross_entropy_weighted", logits, target, Reduction.MEAN.code, labelSmoothing, classWeights);
    }

    /** Mean negative log-likelihood: log-probabilities (N, classes) or (N, classes, d…), target as for crossEntropy. */
    public static NDArray nll(NDArray logProbabilities, NDArray target) {
        requireClasses(logProbabilities.getShape(), target);
        return classified(IGNORED, "nll_loss", logProbabilities, target);
    }

    /**
     * Multi-class hinge: the mean over examples of Σⱼ max(0, 1 - score at the label + scoreⱼ) / classes, over all j but
     * the label: scores (N, classes), target (N) int64. {@code torch.nn.MultiMarginLoss}.
     */
    public static NDArray multiMarginLoss(NDArray scores, NDArray target) {
        requireClasses(scores.getShape(), target);
        return classified(0, "multi_margin_loss", scores, target);
    }

    /** Binary hinge: the mean of max(0, 1 - target · score), targets -1 or 1, of any one shape. */
    public static NDArray hinge(NDArray scores, NDArray target) {
        requireSame("hinge", scores, target);
        return SCRIPT.array("hinge_loss", scores, target);
    }

    /** Mean cross-entropy of sigmoid(logits) against targets from 0 to 1, of any one shape, floating point. */
    public static NDArray binaryCrossEntropyWithLogits(NDArray logits, NDArray target) {
        return binaryCrossEntropyWithLogits(logits, target, Reduction.MEAN);
    }

    /** The same, reduced as said. */
    public static NDArray binaryCrossEntropyWithLogits(NDArray logits, NDArray target, Reduction reduction) {
        return compared("binary_cross_entropy", "binaryCrossEntropyWithLogits", logits, target, reduction);
    }

    /** The same, with positive targets counting {@code posWeight} times: one number a class, or of logits' shape. */
    public static NDArray binaryCrossEntropyWithLogits(NDArray logits, NDArray target, NDArray posWeight) {
        return binaryCrossEntropyWithLogits(logits, target, null, posWeight, Reduction.MEAN);
    }

    /** The same, with each loss multiplied by {@code weight}, which broadcasts to logits; either may be null, for 1. */
    public static NDArray binaryCrossEntropyWithLogits(
            NDArray logits, NDArray target, NDArray weight, NDArray posWeight, Reduction reduction) {
        requireSame("binaryCrossEntropyWithLogits", logits, target);
        NDArray loss = SCRIPT.array(
                "binary_cross_entropy_weighted", logits, target, optional(weight), optional(posWeight), reduction.code);
        return reduction.finish(loss, logits.getShape());
    }

    /** Mean squared error, without DJL's factor of a half: two arrays of one shape. */
    public static NDArray mse(NDArray x, NDArray target) {
        return mse(x, target, Reduction.MEAN);
    }

    /** The same, reduced as said: with NONE the squared errors. */
    public static NDArray mse(NDArray x, NDArray target, Reduction reduction) {
        return compared("mse_loss", "mse", x, target, reduction);
    }

    /** Mean absolute error: two arrays of one shape. */
    public static NDArray l1(NDArray x, NDArray target) {
        return l1(x, target, Reduction.MEAN);
    }

    /** The same, reduced as said. */
    public static NDArray l1(NDArray x, NDArray target, Reduction reduction) {
        return compared("l1_loss", "l1", x, target, reduction);
    }

    /** Mean of d²/2 where |d| ≤ delta, else delta · (|d| - delta/2), with d = x - target. Huber 1964. Delta &gt; 0. */
    public static NDArray huber(NDArray x, NDArray target, double delta) {
        return huber(x, target, delta, Reduction.MEAN);
    }

    /** The same, reduced as said. */
    public static NDArray huber(NDArray x, NDArray target, double delta, Reduction reduction) {
        requirePositive("huber's delta", delta);
        return compared("huber_loss", "huber", x, target, reduction, delta);
    }

    /** Mean of d²/(2·beta) where |d| &lt; beta, else |d| - beta/2, with d = x - target. Girshick 2015. Beta &gt; 0. */
    public static NDArray smoothL1(NDArray x, NDArray target, double beta) {
        return smoothL1(x, target, beta, Reduction.MEAN);
    }

    /** The same, reduced as said. */
    public static NDArray smoothL1(NDArray x, NDArray target, double beta, Reduction reduction) {
        requirePositive("smoothL1's beta (for 0 take l1)", beta);
        return compared("smooth_l1_loss", "smoothL1", x, target, reduction, beta);
    }

    /**
     * Kullback-Leibler divergence of the input, log-probabilities, from target, probabilities, summed and divided by the
     * batch (PyTorch's {@code reduction="batchmean"}): two arrays (N, …).
     */
    public static NDArray klDiv(NDArray logProbabilities, NDArray target) {
        return klDiv(logProbabilities, target, Reduction.BATCH_MEAN, false);
    }

    /** The same, reduced as said, with the target in logarithms too where {@code logTarget}. */
    public static NDArray klDiv(NDArray logProbabilities, NDArray target, Reduction reduction, boolean logTarget) {
        return compared("kl_div", "klDiv", logProbabilities, target, reduction, logTarget);
    }

    /** Runs a loss of two arrays of one shape. */
    private static NDArray compared(
            String method, String name, NDArray x, NDArray target, Reduction reduction, Object... option) {
        requireSame(name, x, target);
        NDArray loss = option.length == 0
                ? SCRIPT.array(method, x, target, reduction.code)
                : SCRIPT.array(method, x, target, reduction.code, option[0]);
        return reduction.finish(loss, x.getShape());
    }

    private static List<NDArray> optional(NDArray array) {
        return array == null ? List.of() : List.of(array);
    }

    /** Runs a loss of class numbers; if the engine refuses it, looks for the label that is to blame. */
    private static NDArray classified(long ignored, String method, NDArray scores, NDArray target, Object... options) {
        var arguments = new Object[2 + options.length];
        arguments[0] = scores;
        arguments[1] = target;
        System.arraycopy(options, 0, arguments, 2, options.length);
        try {
            return SCRIPT.array(method, arguments);
        } catch (EngineException e) {
            requireLabels(target, scores.getShape().get(1), ignored, e);
            throw e;
        }
    }

    /** Throws IllegalArgumentException, naming the first label that is none of the classes, if there is one. */
    static void requireLabels(NDArray target, long classes, long ignored, EngineException cause) {
        long[] labels = target.toLongArray();
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] < 0 || labels[i] >= classes) && labels[i] != ignored) {
                throw new IllegalArgumentException(
                        "Label " + labels[i] + ", number " + i + " of the target's " + labels.length
                                + ", is none of the "
                                + classes + " classes, 0 to " + (classes - 1)
                                + ". Correct the label, or give the last layer an output for each class.",
                        cause);
            }
        }
    }

    /** Throws IllegalArgumentException unless the arrays are (N, classes, d…) and (N, d…) int64. */
    static void requireClasses(Shape logits, NDArray target) {
        Shape labels = target.getShape();
        boolean fits = logits.dimension() >= 2
                && labels.dimension() == logits.dimension() - 1
                && labels.get(0) == logits.get(0)
                && target.getDataType() == DataType.INT64;
        for (int i = 1; fits && i < labels.dimension(); i++) {
            fits = labels.get(i) == logits.get(i + 1);
        }
        if (!fits) {
            throw new IllegalArgumentException("logits " + logits + " do not fit target " + labels + " "
                    + target.getDataType() + ". They must be (N, classes) and (N) int64 class numbers.");
        }
    }

    private static void requireSame(String loss, NDArray x, NDArray target) {
        // PyTorch would broadcast (N, 1) against (N) to (N, N), and train towards the mean.
        if (!x.getShape().equals(target.getShape()) || x.getDataType() != target.getDataType()) {
            throw new IllegalArgumentException(loss + ": input " + x.getShape() + " " + x.getDataType()
                    + " does not fit target " + target.getShape() + " " + target.getDataType()
                    + ". Both must have the same shape and type: " + remedy(loss, x.getShape(), target.getShape()));
        }
    }

    private static String remedy(String loss, Shape x, Shape target) {
        if (x.equals(target.add(1))) {
            return "(out, y) -> F." + loss + "(out.squeeze(-1), y), or end the network with Layers.squeeze().";
        }
        if (target.equals(x.add(1))) {
            return "(out, y) -> F." + loss + "(out, y.squeeze(-1)).";
        }
        return "see reshape, squeeze and toType.";
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be above 0, not " + value + ".");
        }
    }
}
