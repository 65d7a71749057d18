package lungo.lib.train;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Optional;
import lungo.lib.data.Batch;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.Tape;

/** Finds what would fail later, before the first step. */
final class Precheck {

    private Precheck() {}

    /** The shape of the output for one example of {@code data}; empty where the network has another form, or fails. */
    static Optional<Shape> output(Block block, TensorDataset data) {
        var pause = Tape.pause();
        try (Batch one = data.rows(0)) {
            var output = Network.eager(block, one.manager()).forward(one.x(), false);
            output.attach(one.manager());
            return Optional.of(output.getShape());
        } catch (RuntimeException e) {
            // The first step will fail as well, and say more.
            return Optional.empty();
        } finally {
            pause.close();
        }
    }

    /**
     * Throws IllegalArgumentException if a label of {@code data} is none of the classes that the network tells apart: on a
     * GPU the engine would not survive it, and on a CPU it would be met in the middle of an epoch.
     */
    static void requireLabels(Block block, TensorDataset data) {
        if (isClasses(data)) {
            // One output is a number or a binary logit, not a class.
            output(block, data)
                    .filter(logits -> logits.dimension() == 2 && logits.get(1) > 1)
                    .ifPresent(logits -> requireLabels(data, logits.get(1)));
        }
    }

    private static boolean isClasses(TensorDataset data) {
        try (Batch one = data.rows(0)) {
            return one.y().getDataType() == DataType.INT64 && one.y().getShape().dimension() == 1;
        }
    }

    private static void requireLabels(TensorDataset data, long classes) {
        int[] labels = data.labels();
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                throw new IllegalArgumentException("The label " + labels[row] + " of row " + row + " (" + data.source()
                        + ") is none of the " + classes + " classes that the network tells apart, 0 to " + (classes - 1)
                        + ". Correct the labels, or give the last layer more outputs.");
            }
        }
    }
}
