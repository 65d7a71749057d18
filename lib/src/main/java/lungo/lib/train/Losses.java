package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/** The losses of the last steps, kept on the device until they are read together: reading is what a host waits for. */
final class Losses implements AutoCloseable {

    private static final int CAPACITY = 1024;
    private static final Script SCRIPT = Script.resource(Losses.class, "train.torchscript");

    /** The mean losses of some steps in a row, and how many examples each had. */
    record Reading(float[] losses, int[] examples) {

        /** {@code sum} and the losses of all examples, added in their order, so that pauses do not round it otherwise. */
        double addedTo(double sum) {
            for (int i = 0; i < losses.length; i++) {
                sum += losses[i] * (double) examples[i];
            }
            return sum;
        }

        int size() {
            return Arrays.stream(examples).sum();
        }

        /** The first step, from 0, whose loss is no number; −1 if all are. */
        int firstBad() {
            for (int i = 0; i < losses.length; i++) {
                if (!Float.isFinite(losses[i])) {
                    return i;
                }
            }
            return -1;
        }
    }

    private final NDManager manager;
    private final NDArray losses;
    private final int[] examples = new int[CAPACITY];
    private int step;

    Losses(NDManager parent) {
        manager = parent.newSubManager();
        losses = manager.zeros(new Shape(CAPACITY));
    }

    /** Adds a batch's mean loss to the current step's, with the batch's share of the step's examples. */
    void add(NDArray loss, float share, int n) {
        var pause = Tape.pause();
        try {
            NDArray mean = loss.isScalar() ? loss : loss.reshape(new Shape());
            SCRIPT.run("note", losses, step, mean, share);
            examples[step] += n;
        } finally {
            pause.close();
        }
    }

    /** The step's losses are all there. */
    void endStep() {
        step++;
    }

    /** The last whole step's mean loss, one number, for whoever asks; its caller closes it. */
    NDArray last() {
        return losses.get(Math.max(0, step - 1));
    }

    boolean isFull() {
        return step == CAPACITY;
    }

    /** The losses since the last reading, and a fresh start. Waits for the device. */
    Reading read() {
        var reading = new Reading(Arrays.copyOf(losses.toFloatArray(), step), Arrays.copyOf(examples, step));
        SCRIPT.run("clear", losses);
        Arrays.fill(examples, 0, step, 0);
        step = 0;
        return reading;
    }

    @Override
    public void close() {
        manager.close();
    }
}
