package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/** The losses of the last steps, kept on the device until they are read together: reading is what a host waits for. */
final class Losses implements AutoCloseable {

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
    private final int[] examples;
    private int step;
    private float last = Float.NaN;

    /** Room for {@code steps} steps between readings. */
    Losses(NDManager parent, int steps) {
        manager = parent.newSubManager();
        losses = manager.zeros(new Shape(steps));
        examples = new int[steps];
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

    /** A copy of the last whole step's mean loss, one number, NaN before the first; its caller closes it. */
    NDArray last() {
        if (step == 0) {
            return manager.create(last);
        }
        try (NDArray place = losses.get(step - 1)) {
            return place.duplicate();
        }
    }

    /** The losses since the last fresh start. Waits for the device. */
    Reading reading() {
        return new Reading(
                step == 0 ? new float[0] : Arrays.copyOf(losses.toFloatArray(), step), Arrays.copyOf(examples, step));
    }

    /** The losses since the last reading, and a fresh start. Waits for the device. */
    Reading read() {
        Reading reading = reading();
        last = step == 0 ? last : reading.losses[step - 1];
        SCRIPT.run("clear", losses);
        Arrays.fill(examples, 0, step, 0);
        step = 0;
        return reading;
    }

    /** Goes on from what {@link #reading} gave. */
    void load(Reading reading) {
        step = reading.losses.length;
        losses.set(Arrays.copyOf(reading.losses, examples.length));
        System.arraycopy(reading.examples, 0, examples, 0, step);
    }

    @Override
    public void close() {
        manager.close();
    }
}
