package lungo.lib.board;

import java.io.UncheckedIOException;
import java.util.Locale;
import lungo.lib.train.Callback;
import lungo.lib.train.History;

/**
 * Writes loss and metrics for TensorBoard, as PyTorch's examples name them: Loss/train and Accuracy/train over the steps,
 * Loss/test, Accuracy/test and the learning rate after each epoch, at its last step. Training goes on where the disk is full: that is said
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
        steps.train().forEach((metric, value) -> write(group(metric) + "/train", value, steps.last()));
    }

    @Override
    public void epoch(History.Epoch epoch) {
        var step = (long) epoch.number() * stepsPerEpoch;
        epoch.test().forEach((metric, value) -> write(group(metric) + "/test", value, step));
        if (Double.isFinite(epoch.learningRate())) {
            write("Learning rate", epoch.learningRate(), step);
        }
    }

    /** PyTorch's examples begin a tag with a capital. */
    private static String group(String metric) {
        return metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1);
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
