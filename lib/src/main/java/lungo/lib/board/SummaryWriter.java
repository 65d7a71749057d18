package lungo.lib.board;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import lungo.lib.plot.Pixels;

/**
 * Writes what TensorBoard shows, in the words of PyTorch's {@code torch.utils.tensorboard.SummaryWriter}:
 *
 * <pre>{@code
 * try (var writer = new SummaryWriter(Path.of("runs/sgd"))) {
 *     writer.addScalar("Loss/train", loss, step);
 * }
 * }</pre>
 *
 * and {@code tensorboard --logdir runs} opens it, while it grows too. Each writer makes a file of its own; each folder is
 * a run. Callable from any thread. What cannot be written (a full disk, a writer that was closed) throws
 * UncheckedIOException and leaves the file readable up to there.
 */
public final class SummaryWriter implements AutoCloseable {
    private final EventFile file;

    /** A writer into {@code folder}, which is made where it is not there. */
    public SummaryWriter(Path folder) {
        file = EventFile.in(folder);
    }

    /** A point of the curve {@code tag}; the part of a tag before its slash is its group. A float, as TensorBoard has. */
    public SummaryWriter addScalar(String tag, double value, long step) {
        return add(Summaries.scalar(tag, (float) value), step);
    }

    /** How the values were spread at a step. Throws IllegalArgumentException where none of them is finite. */
    public SummaryWriter addHistogram(String tag, float[] values, long step) {
        var doubles =
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        return add(Summaries.histogram(tag, doubles), step);
    }

    /** As {@link #addHistogram(String, float[], long)}, of an array's values, whatever its shape. */
    public SummaryWriter addHistogram(String tag, NDArray values, long step) {
        try (var manager = values.getManager().newSubManager()) {
            var floats = values.toType(DataType.FLOAT32, true);
            floats.attach(manager);
            return addHistogram(tag, floats.toFloatArray(), step);
        }
    }

    /** A picture. */
    public SummaryWriter addImage(String tag, BufferedImage image, long step) {
        return add(Summaries.image(tag, image), step);
    }

    /**
     * A picture from a (channels, height, width) array of 1 or 3 channels or a (height, width) one: uint8 from 0 to 255,
     * or floats from 0 to 1, stretched where any lies outside. Throws IllegalArgumentException for other shapes.
     */
    public SummaryWriter addImage(String tag, NDArray image, long step) {
        return addImage(tag, Pixels.image(image), step);
    }

    /** Text, which TensorBoard reads as Markdown. */
    public SummaryWriter addText(String tag, String text, long step) {
        return add(Summaries.text(tag, text), step);
    }

    /**
     * What the run was tuned with (numbers, booleans, texts) and how good it was, for the HPARAMS tab, where runs are
     * compared. Call it once a run. Throws IllegalArgumentException for a value of another kind.
     */
    public SummaryWriter addHparams(Map<String, ?> hparams, Map<String, Double> metrics) {
        HparamSummaries.of(hparams, metrics.keySet()).forEach(summary -> add(summary, 0));
        metrics.forEach((tag, value) -> addScalar(tag, value, 0));
        return this;
    }

    /** Where the events go. */
    public Path file() {
        return file.path();
    }

    /** Waits until the disk has what was added. What a JVM that dies has added is safe without. */
    public void flush() {
        file.flush();
    }

    /** Ends the file; nothing can be added afterwards. */
    @Override
    public void close() {
        file.close();
    }

    private SummaryWriter add(Protobuf summary, long step) {
        file.add(summary, step, EventFile.now());
        return this;
    }
}
