package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import lungo.lib.data.Batch;
import lungo.lib.data.Batches;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.Tape;

/** Runs a whole data set through a network, as much at a time as the device's memory holds. */
public final class Outputs {

    private Outputs() {}

    /**
     * Gives {@code to} each batch of {@code data}, in order, with what {@code forward} makes of its x, recording nothing;
     * both are closed after it. Where memory does not hold {@code batchSize} examples, fewer are taken from there on; throws
     * IllegalStateException where it does not hold one.
     */
    public static void each(
            UnaryOperator<NDArray> forward, TensorDataset data, int batchSize, BiConsumer<Batch, NDArray> to) {
        var pause = Tape.pause();
        try {
            int size = batchSize;
            int done = 0;
            while (done < data.size()) {
                done = walk(forward, data, size, done, to);
                size = size / smallestFactor(size);
            }
        } finally {
            pause.close();
        }
    }

    /** How many examples are done when all are, or when memory is short. */
    private static int walk(
            UnaryOperator<NDArray> forward, TensorDataset data, int size, int from, BiConsumer<Batch, NDArray> to) {
        int done = from;
        try (Batches batches = data.batches(size).skip(from / size)) {
            for (Batch batch : batches) {
                try (batch) {
                    Optional<NDArray> output = output(forward, batch.x(), size);
                    if (output.isEmpty()) {
                        return done;
                    }
                    to.accept(batch, output.get());
                    done += batch.size();
                }
            }
        }
        return done;
    }

    /** Empty where memory is short. */
    private static Optional<NDArray> output(UnaryOperator<NDArray> forward, NDArray x, int size) {
        try {
            return Optional.of(forward.apply(x));
        } catch (RuntimeException e) {
            if (!OutOfMemory.is(e)) {
                throw e;
            }
            OutOfMemory.release();
            if (size > 1) {
                return Optional.empty();
            }
            throw new IllegalStateException(
                    "The device's memory does not hold the network's outputs for one example. Free what is not needed,"
                            + " or take a smaller network.",
                    e);
        }
    }

    /** So that what is done already is a whole number of smaller batches as well. */
    private static int smallestFactor(int n) {
        for (int factor = 2; factor * factor <= n; factor++) {
            if (n % factor == 0) {
                return factor;
            }
        }
        return Math.max(1, n);
    }
}
