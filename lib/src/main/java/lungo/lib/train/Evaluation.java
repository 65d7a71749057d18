package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import lungo.lib.data.TensorDataset;
import lungo.lib.metrics.Accuracy;
import lungo.lib.metrics.Mean;
import lungo.lib.metrics.Metric;
import lungo.lib.nn.F;

/** The mean loss and the metrics of a network on a whole data set, by the metrics' names, with that set's source. */
public record Evaluation(double loss, Map<String, Double> metrics, int size, String source) {

    /** As many as a network for pictures runs at once without more memory than its training took. */
    static final int BATCH = 250;

    /**
     * Cross-entropy and accuracy of a classifier, run in evaluation mode, recording nothing; in batches of 250, or of fewer
     * where memory is short. Of one logit an example, (n) or (n, 1), it is the binary cross-entropy. Throws
     * IllegalArgumentException if the targets are no classes.
     */
    public static Evaluation of(Block net, TensorDataset data) {
        return of(net, data, Evaluation::crossEntropy, new Accuracy());
    }

    /** The loss and the metrics of any network, run in evaluation mode, recording nothing. */
    public static Evaluation of(Block net, TensorDataset data, Criterion criterion, Metric... metrics) {
        try (Network network = Network.of(net, data.manager())) {
            return of(network, data, criterion, List.of(metrics), BATCH);
        }
    }

    /** Runs every example through {@code forward}, which maps x (n, …) to logits (n, classes), recording nothing. */
    public static Evaluation of(UnaryOperator<NDArray> forward, TensorDataset data) {
        return of(forward, data, Evaluation::crossEntropy, List.of(new Accuracy()), BATCH);
    }

    static Evaluation of(
            Network network, TensorDataset data, Criterion criterion, List<Metric> metrics, int batchSize) {
        return Diagnosis.measured(
                network.block(), data, () -> of(x -> network.forward(x, false), data, criterion, metrics, batchSize));
    }

    private static NDArray crossEntropy(NDArray logits, NDArray target) {
        requireClasses(logits, target);
        return Accuracy.isOneLogit(logits.getShape())
                ? F.binaryCrossEntropyWithLogits(
                        logits.reshape(target.getShape()), target.toType(logits.getDataType(), false))
                : F.crossEntropy(logits, target);
    }

    /** Throws IllegalArgumentException for targets that are numbers: of one logit, numbers but 0 and 1. */
    static void requireClasses(NDArray logits, NDArray target) {
        boolean isBinary = Accuracy.isOneLogit(logits.getShape());
        if (isBinary && isZerosAndOnes(target) || !isBinary && target.getDataType() == DataType.INT64) {
            return;
        }
        throw new IllegalArgumentException("The targets " + target.getShape() + " " + target.getDataType()
                + " are no classes of outputs " + logits.getShape() + ": those are "
                + (isBinary ? "zeros and ones, one an example" : "INT64, see y.toType(DataType.INT64, false)")
                + ". For numbers, and other losses, measure with Evaluation.of(net, data, criterion, metrics…).");
    }

    private static boolean isZerosAndOnes(NDArray target) {
        if (!Accuracy.isOneLogit(target.getShape())) {
            return false;
        }
        try (NDArray y = target.toType(DataType.FLOAT32, true)) {
            for (float value : y.toFloatArray()) {
                if (value != 0 && value != 1) {
                    return false;
                }
            }
        }
        return true;
    }

    static Evaluation of(
            UnaryOperator<NDArray> forward,
            TensorDataset data,
            Criterion criterion,
            List<Metric> metrics,
            int batchSize) {
        try (var measures = new Measures(metrics);
                var loss = new Mean("loss", criterion::loss)) {
            Outputs.each(forward, data, batchSize, (batch, output) -> {
                NDArray y = batch.y().toDevice(output.getDevice(), false);
                loss.update(output, y);
                measures.update(output, y);
            });
            return new Evaluation(loss.compute(), measures.whole(), data.size(), data.source());
        }
    }

    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** The share of hits, 0 to 1; NaN where no accuracy was measured. */
    public double accuracy() {
        return metrics.getOrDefault("accuracy", Double.NaN);
    }

    /** The number of hits; 0 where no accuracy was measured. */
    public int correct() {
        return (int) Math.round(accuracy() * size);
    }

    @Override
    public String toString() {
        if (!metrics.containsKey("accuracy")) {
            return String.format(Locale.ROOT, "Loss %.4f%s (%s)", loss, History.words(", ", metrics), source);
        }
        return String.format(
                Locale.ROOT,
                "Accuracy %.2f %% (%,d of %,d), loss %.4f (%s)",
                accuracy() * 100,
                correct(),
                size,
                loss,
                source);
    }
}
