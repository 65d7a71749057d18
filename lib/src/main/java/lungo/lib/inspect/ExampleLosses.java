package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lungo.lib.data.Batch;
import lungo.lib.data.TensorDataset;
import lungo.lib.train.Outputs;

/**
 * A classifier's cross-entropy on each example of a data set, by row, with the class that it took, how sure it was (0 to
 * 1) and the truth: where the worst losses are, labels are wrong or the network has something to learn.
 */
public record ExampleLosses(float[] loss, int[] predicted, float[] confidence, int[] truth, String source) {
    /** As many as an evaluation takes at once, for its memory. */
    private static final int BATCH = 250;

    /** Runs every example through {@code net} in evaluation mode, recording nothing. */
    public static ExampleLosses of(Block net, TensorDataset data) {
        return of(Forward.of(net, data.manager()), data);
    }

    /** Runs every example through {@code forward}, which maps x (n, …) to logits (n, classes), recording nothing. */
    public static ExampleLosses of(UnaryOperator<NDArray> forward, TensorDataset data) {
        var size = data.size();
        var all = new ExampleLosses(new float[size], new int[size], new float[size], new int[size], data.source());
        Outputs.each(forward, data, BATCH, all::fill);
        return all;
    }

    private void fill(Batch batch, NDArray logits) {
        var shape = logits.getShape();
        if (shape.dimension() != 2 || shape.get(0) != batch.size() || shape.get(1) < 2) {
            throw new IllegalArgumentException("The network gave " + shape + " for " + batch.size()
                    + " examples. A classifier gives logits (n, classes), of two classes at least.");
        }
        NDArray target = batch.y().toType(DataType.INT64, false);
        long[] classes = target.toLongArray();
        requireClasses(classes, batch.rows(), shape.get(1));
        NDArray log = logits.logSoftmax(1); // (n, classes)
        float[] losses = log.gather(target.expandDims(1), 1).neg().toFloatArray();
        float[] sure = log.max(new int[] {1}).exp().toFloatArray();
        long[] best = log.argMax(1).toLongArray();
        for (int i = 0; i < best.length; i++) {
            var row = batch.rows()[i];
            loss[row] = losses[i];
            predicted[row] = (int) best[i];
            confidence[row] = sure[i];
            truth[row] = (int) classes[i];
        }
    }

    private static void requireClasses(long[] classes, int[] rows, long count) {
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] < 0 || classes[i] >= count) {
                throw new IllegalArgumentException("Row " + rows[i] + " is of class " + classes[i]
                        + ", but the network gives logits for classes 0 to " + (count - 1)
                        + ". Check the labels, or the size of the last layer.");
            }
        }
    }

    /** The rows with the {@code count} greatest losses, the greatest first; NaN before all. */
    public int[] worst(int count) {
        return sorted(row -> true, count);
    }

    /** The rows taken for another class, the greatest loss first. */
    public int[] wrong() {
        return sorted(row -> predicted[row] != truth[row], loss.length);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Cross-entropy of %,d examples, %.4f on average, %,d taken for another class (%s)",
                loss.length,
                IntStream.range(0, loss.length)
                        .mapToDouble(row -> loss[row])
                        .average()
                        .orElse(Double.NaN),
                wrong().length,
                source);
    }

    private int[] sorted(IntPredicate which, int count) {
        return IntStream.range(0, loss.length)
                .filter(which)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> loss[row]).reversed())
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
