package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import lungo.lib.compile.Compiled;

/** A DJL block of one input and one output, run in one of several ways, with its parameters where they are. */
record Network(Block block, Forward how) implements Forward {

    /** The block as one program, in float32. */
    static Network of(Block block, NDManager manager) {
        return compiled(block, manager, Precision.FP32);
    }

    /** The block as one program. */
    static Network compiled(Block block, NDManager manager, Precision precision) {
        Compiled compiled =
                precision == Precision.BF16 ? Compiled.bfloat16(block, manager) : Compiled.of(block, manager);
        return new Network(block, compiled::forward);
    }

    /** The block's own forward, layer by layer. */
    static Network eager(Block block, NDManager manager) {
        var store = new ParameterStore(manager, false);
        return new Network(block, (x, training) -> block.forward(store, new NDList(x), training)
                .singletonOrThrow());
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return how.forward(x, training);
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
