package lungo.lib.board;

import java.io.UncheckedIOException;
import lungo.lib.train.Callback;
import lungo.lib.train.History;

/**
 * Writes loss and accuracy for TensorBoard, as PyTorch's examples name them: Loss/train and Accuracy/train over the steps,
 * Loss/test and Accuracy/test after each epoch, at its last step. Training goes on where the disk is full: that is said
 * once, and no more is written. The writer stays open.
 */
public final class SummaryWriterCallback implements Callback {
    private final SummaryWriter writer;
    private int stepsPerEpoch;
    private boolean broken;

    /** Writes by {@code writer}, which whoever made it closes. */
    public SummaryWriterCallback(SummaryWriter writer) {
        this.writer = writer;
    }

    @Override
    public void start(int epochs, int stepsPerEpoch) {
        this.stepsPerEpoch = stepsPerEpoch;
    }

    @Override
    public void steps(History.Steps steps) {
        write("Loss/train", steps.loss(), steps.last());
        write("Accuracy/train", steps.accuracy(), steps.last());
    }

    @Override
    public void epoch(History.Epoch epoch) {
        var step = (long) epoch.number() * stepsPerEpoch;
        write("Loss/test", epoch.testLoss(), step);
        write("Accuracy/test", epoch.testAccuracy(), step);
    }

    private void write(String tag, double value, long step) {
        if (broken) {
            return;
        }
        try {
            writer.addScalar(tag, value, step);
        } catch (UncheckedIOException e) {
            broken = true;
            System.err.println(e.getMessage() + " Training goes on without.");
        }
    }
}
