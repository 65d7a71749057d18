package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.Locale;
import java.util.function.UnaryOperator;
import lungo.lib.data.Batch;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.F;
import lungo.lib.nn.Tape;

/** Mean cross-entropy and hits of a classifier on a whole data set, with that set's source. */
public record Evaluation(double loss, int correct, int size, String source) {

    private static final int BATCH = 1000;

    /** Runs every example through {@code net} in evaluation mode, recording nothing. */
    public static Evaluation of(Block net, TensorDataset data) {
        Network network = Network.of(net, data.manager());
        return of(x -> network.forward(x, false), data);
    }

    /** Runs every example through {@code forward}, which maps x (n, …) to logits (n, classes), recording nothing. */
    public static Evaluation of(UnaryOperator<NDArray> forward, TensorDataset data) {
        return of(forward, data, F::crossEntropy);
    }

    static Evaluation of(UnaryOperator<NDArray> forward, TensorDataset data, Criterion criterion) {
        var pause = Tape.pause();
        try (var meter = new Meter(data.manager())) {
            for (Batch batch : data.batches(BATCH)) {
                try (batch) {
                    NDArray logits = forward.apply(batch.x());
                    meter.add(criterion.loss(logits, batch.y()), logits, batch.y());
                }
            }
            Meter.Reading all = meter.read();
            return new Evaluation(all.loss(), all.correct(), all.examples(), data.source());
        } finally {
            pause.close();
        }
    }

    /** The share of hits, 0 to 1. */
    public double accuracy() {
        return correct / (double) size;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Accuracy %.2f %% (%,d of %,d), loss %.4f (%s)",
                accuracy() * 100,
                correct,
                size,
                loss,
                source);
    }
}
