package lungo.lib.train;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lungo.lib.data.Batch;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.Tape;

/** Finds out why a step failed, where the engine's words do not name the layer. */
final class Diagnosis {

    private final Block block;
    private final Batch batch;

    private Diagnosis(Block block, Batch batch) {
        this.block = block;
        this.batch = batch;
    }

    /** What to throw instead of {@code failure}, which the step numbered {@code step} of an epoch met: itself, if unknown. */
    static RuntimeException of(RuntimeException failure, Block block, Plan plan, int epoch, int step) {
        if (OutOfMemory.is(failure)) {
            OutOfMemory.release();
            return new IllegalStateException(
                    "The device's memory does not hold a step of " + plan.batchSize() + " examples at a time. Try"
                            + " batchSize(" + Math.max(1, plan.batchSize() / 2)
                            + ") with accumulate(2), which gives the same gradients, a smaller network, or"
                            + " precision(DataType.BFLOAT16). The network is as it was before the step.",
                    failure);
        }
        var pause = Tape.pause();
        try (Batch batch = plan.batchOf(epoch, step)) {
            return new Diagnosis(block, batch).explain(failure).orElse(failure);
        } catch (RuntimeException other) {
            // Such as a data set that cannot be read: the search for a reason must not hide the failure itself.
            failure.addSuppressed(other);
            return failure;
        } finally {
            pause.close();
        }
    }

    private Optional<RuntimeException> explain(RuntimeException failure) {
        try {
            walk(block, "", input(block, batch), new ParameterStore(batch.manager(), false));
        } catch (LayerException e) {
            return Optional.of(new IllegalArgumentException(e.getMessage(), failure));
        } catch (RuntimeException own) {
            // A block's own error says what it has to say.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** What {@code measure} makes of {@code data} by {@code block}, with the engine's errors explained as those of a step. */
    static <T> T measured(Block block, TensorDataset data, Supplier<T> measure) {
        try {
            return measure.get();
        } catch (EngineException e) {
            try (Batch one = data.rows(0)) {
                throw new Diagnosis(block, one).explain(e).orElse(e);
            }
        }
    }

    /**
     * Throws IllegalArgumentException if an example of {@code test} does not fit the network, though one of {@code train}
     * does: better before the first epoch than after it.
     */
    static void requireFit(Block block, TensorDataset train, TensorDataset test) {
        if (Precheck.output(block, train).isEmpty()) {
            return;
        }
        var pause = Tape.pause();
        try (Batch one = test.rows(0)) {
            walk(block, "", input(block, one), new ParameterStore(one.manager(), false));
        } catch (LayerException e) {
            throw new IllegalArgumentException(
                    "The test set (" + test.source() + ") does not fit the network. " + e.getMessage(), e);
        } finally {
            pause.close();
        }
    }

    /** A batch's x where the network is, as a step has it. */
    private static NDList input(Block block, Batch batch) {
        Device home = Network.home(block, batch.manager()).getDevice();
        return new NDList(batch.x().toDevice(home, false));
    }

    /** Runs a block layer by layer as far as it is a sequence. */
    private static NDList walk(Block block, String path, NDList input, ParameterStore store) {
        if (!(block instanceof SequentialBlock)) {
            try {
                return block.forward(store, input, false);
            } catch (EngineException e) {
                throw new LayerException(describe(block, path, input) + reason(e));
            }
        }
        NDList x = input;
        for (Pair<String, Block> child : block.getChildren()) {
            x = walk(child.getValue(), path.isEmpty() ? child.getKey() : path + "." + child.getKey(), x, store);
        }
        return x;
    }

    private static String describe(Block block, String path, NDList input) {
        String parameters = block.getParameters().stream()
                .map(p -> p.getKey() + " " + shapeOf(p.getValue()))
                .collect(Collectors.joining(", "));
        String shapes = input.stream().map(x -> x.getShape().toString()).collect(Collectors.joining(", "));
        return (path.isEmpty() ? "The network" : "Layer " + path) + " cannot take an input of shape " + shapes
                + (parameters.isEmpty() ? "" : "; it has " + parameters)
                + ". Change the layer or what comes before it. ";
    }

    private static String shapeOf(Parameter parameter) {
        return parameter.isInitialized() ? parameter.getArray().getShape().toString() : "not initialised";
    }

    /** The engine's own sentence, without its stack. */
    private static String reason(RuntimeException e) {
        String[] lines = String.valueOf(e.getMessage()).strip().split("\n");
        for (int i = lines.length - 1; i >= 0; i--) {
            if (lines[i].matches("\\w*Error: .*")) {
                return "(" + lines[i].replaceFirst("\\w*Error: ", "") + ")";
            }
        }
        return "(" + lines[0] + ")";
    }

    private static final class LayerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LayerException(String message) {
            super(message);
        }
    }
}
