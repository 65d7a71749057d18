package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Optional;
import lungo.lib.compile.Compiled;

/**
 * A DJL block of one input and one output, run in one of several ways, with its parameters where they are, which is {@code
 * manager}. Closing it frees its program, not the block.
 */
record Network(Block block, NDManager manager, Forward how, Optional<Compiled> program)
        implements Forward, AutoCloseable {

    /** The block as one program, in float32. */
    static Network of(Block block, NDManager manager) {
        return compiled(block, manager, false);
    }

    /** The block as one program, its products in bfloat16 if so asked. */
    static Network compiled(Block block, NDManager manager, boolean bfloat16) {
        NDManager home = home(block, manager);
        Compiled compiled = bfloat16 ? Compiled.bfloat16(block, home) : Compiled.of(block, home);
        return new Network(block, home, compiled::forward, Optional.of(compiled));
    }

    /** The block's own forward, layer by layer. */
    static Network eager(Block block, NDManager manager) {
        NDManager home = home(block, manager);
        var store = new ParameterStore(home, false);
        return new Network(
                block,
                home,
                (x, training) -> block.forward(store, new NDList(x), training).singletonOrThrow(),
                Optional.empty());
    }

    /** Where the block's arrays are; {@code otherwise} for a block without. */
    static NDManager home(Block block, NDManager otherwise) {
        if (!block.isInitialized()) {
            throw new IllegalStateException("The network has no parameters yet. Train it, load some, or begin with"
                    + " net.initialize(manager, DataType.FLOAT32, data.inputShape()).");
        }
        return arraysOf(block).stream().findFirst().map(NDArray::getManager).orElse(otherwise);
    }

    /** The output for an x of any device. */
    @Override
    public NDArray forward(NDArray x, boolean training) {
        return how.forward(x.toDevice(manager.getDevice(), false), training);
    }

    /** Has the program written anew where the block's fields have changed. */
    void refresh() {
        program.ifPresent(Compiled::refresh);
    }

    /** Why the block cannot be run as a program, where it was to be; known after the first batch. */
    Optional<String> notAProgram() {
        return program.flatMap(Compiled::eager);
    }

    @Override
    public void close() {
        program.ifPresent(Compiled::close);
    }

    /** The arrays that training changes. */
    List<NDArray> parameters() {
        return block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(Parameter::getArray)
                .toList();
    }

    /** All arrays of a block: parameters, frozen ones too, and running statistics. */
    static List<NDArray> arraysOf(Block block) {
        return block.getParameters().values().stream().map(Parameter::getArray).toList();
    }
}
