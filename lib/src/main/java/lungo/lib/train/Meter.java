package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import lungo.lib.nn.F;
import lungo.lib.nn.Tape;

/** Adds up losses and hits on the device, so that the host waits for it once a reading and not once a batch. */
final class Meter implements AutoCloseable {

    /** Means over so many examples. */
    record Reading(double loss, double accuracy, int correct, int examples) {}

    private final NDManager manager;
    private final NDArray lossSum;
    private final NDArray correct;
    private int examples;

    Meter(NDManager parent) {
        manager = parent.newSubManager();
        lossSum = manager.zeros(new Shape(), DataType.FLOAT64);
        correct = manager.zeros(new Shape(), DataType.INT64);
    }

    /** Adds a batch's mean loss, and its hits where logits are (n, classes) and y is (n) class numbers. */
    void add(NDArray loss, NDArray logits, NDArray y) {
        var pause = Tape.pause();
        try {
            int n = (int) y.getShape().get(0);
            lossSum.addi(loss.mul(n));
            correct.addi(F.correct(logits, y));
            examples += n;
        } finally {
            pause.close();
        }
    }

    /** The means since the last reading, and a fresh start. */
    Reading read() {
        long hits = correct.getLong();
        var reading = new Reading(lossSum.getDouble() / examples, hits / (double) examples, (int) hits, examples);
        lossSum.subi(lossSum);
        correct.subi(correct);
        examples = 0;
        return reading;
    }

    @Override
    public void close() {
        manager.close();
    }
}
