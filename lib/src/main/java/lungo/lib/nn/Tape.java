package lungo.lib.nn;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/**
 * Turns the recording of gradients on or off for the current thread, until it is closed. DJL leaves the engine's default
 * in place, which is off on the thread that loaded the engine and on elsewhere, so code that cares says which it wants:
 *
 * <pre>{@code
 * try (var tape = Tape.record()) { tape.backward(F.crossEntropy(forward(x), y)); }
 * try (var pause = Tape.pause()) { accuracy(forward(x), y); }   // torch.no_grad()
 * }</pre>
 */
public final class Tape implements GradientCollector {

    private final boolean before;

    private Tape(boolean record) {
        before = JniUtils.isGradMode();
        JniUtils.setGradMode(record);
    }

    /** Starts recording: results of arrays that require gradients remember how they were made. */
    public static Tape record() {
        return new Tape(true);
    }

    /** Stops recording, as {@code torch.no_grad()}: for evaluation and for updates in place. */
    public static Tape pause() {
        return new Tape(false);
    }

    /**
     * Adds d loss / d p to the gradient of every parameter p that the loss was made from. Throws IllegalArgumentException
     * if the loss is not one number, IllegalStateException if nothing was recorded.
     */
    @Override
    public void backward(NDArray loss) {
        through(loss, () -> {
            try (NDArray one = loss.getManager().ones(loss.getShape(), loss.getDataType())) {
                JniUtils.backward((PtNDArray) loss, (PtNDArray) one.toDevice(loss.getDevice(), false), false, false);
            }
        });
    }

    /**
     * Runs a pass back through {@code loss}, in other ways than {@link #backward}, with its errors in words. Throws
     * IllegalArgumentException if the loss is not one number, IllegalStateException if nothing was recorded.
     */
    public static void through(NDArray loss, Runnable pass) {
        requireNumber(loss);
        try {
            pass.run();
        } catch (EngineException e) {
            if (e.getMessage() != null && e.getMessage().contains("does not require grad")) {
                throw new IllegalStateException(
                        "This loss was not recorded, so there is nothing to go back through. Compute it inside"
                                + " try (var tape = Tape.record()), from arrays that require gradients.",
                        e);
            }
            throw e;
        }
    }

    /** Throws IllegalArgumentException if the loss is not one number. */
    public static void requireNumber(NDArray loss) {
        if (loss.size() != 1) {
            throw new IllegalArgumentException("Gradients are those of one number, but the loss has shape "
                    + loss.getShape() + ". Reduce it first, with mean() or sum().");
        }
    }

    /** Not supported, since it would have to walk every array of the process: use {@code Optim.zeroGrad()}. */
    @Override
    public void zeroGradients() {
        throw new UnsupportedOperationException("Zero the parameters' own gradients: optimizer.zeroGrad().");
    }

    /** Puts back what was set before. */
    @Override
    public void close() {
        JniUtils.setGradMode(before);
    }
}
