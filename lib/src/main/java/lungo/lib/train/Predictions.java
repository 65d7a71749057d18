package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lungo.lib.data.Batch;
import lungo.lib.data.TensorDataset;
import lungo.lib.metrics.Accuracy;
import lungo.lib.nn.F;

/**
 * A classifier's answers on a whole data set, by row: the class it took, how sure it was (0 to 1), and the truth. Of one
 * logit an example, (n) or (n, 1), above 0 is class 1. {@link #of} throws IllegalArgumentException if the targets are no
 * classes.
 */
public record Predictions(int[] predicted, float[] confidence, int[] truth, String source) {

    /** Runs every example through {@code net} in evaluation mode, recording nothing. */
    public static Predictions of(Block net, TensorDataset data) {
        try (Network network = Network.of(net, data.manager())) {
            return Diagnosis.measured(net, data, () -> of(x -> network.forward(x, false), data));
        }
    }

    /** Runs every example through {@code forward}, which maps x (n, …) to logits (n, classes), recording nothing. */
    public static Predictions of(UnaryOperator<NDArray> forward, TensorDataset data) {
        var all = new Predictions(new int[data.size()], new float[data.size()], new int[data.size()], data.source());
        Outputs.each(forward, data, Evaluation.BATCH, (batch, logits) -> {
            Evaluation.requireClasses(logits, batch.y());
            all.fill(batch, Accuracy.isOneLogit(logits.getShape()) ? ofTwo(logits) : F.softmax(logits, 1));
        });
        return all;
    }

    /** The probabilities (n, 2) of zero and of one. */
    private static NDArray ofTwo(NDArray logits) {
        NDArray one = F.sigmoid(logits.reshape(-1, 1));
        return F.sigmoid(logits.reshape(-1, 1).neg()).concat(one, 1);
    }

    private void fill(Batch batch, NDArray probabilities) {
        long[] best = probabilities.argMax(1).toLongArray();
        float[] sure = probabilities.max(new int[] {1}).toFloatArray();
        long[] classes = batch.y().toType(DataType.INT64, false).toLongArray();
        for (int i = 0; i < best.length; i++) {
            int row = batch.rows()[i];
            predicted[row] = (int) best[i];
            confidence[row] = sure[i];
            truth[row] = (int) classes[i];
        }
    }

    /** The rows that were taken for another class, the surest mistake first. */
    public int[] wrong() {
        return IntStream.range(0, truth.length)
                .filter(row -> predicted[row] != truth[row])
                .boxed()
                .sorted((a, b) -> Float.compare(confidence[b], confidence[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public String toString() {
        int right = truth.length - wrong().length;
        return String.format(
                Locale.ROOT, "Answers to %,d examples, %,d of them right (%s)", truth.length, right, source);
    }
}
