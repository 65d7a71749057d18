package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;

/** A DJL block of one input and one output, with its parameters where they are: no mirrors on other devices. */
record Network(Block block, ParameterStore store) {

    static Network of(Block block, NDManager manager) {
        return new Network(block, new ParameterStore(manager, false));
    }

    NDArray forward(NDArray x, boolean training) {
        return block.forward(store, new NDList(x), training).singletonOrThrow();
    }

    /** The arrays that training changes. */
    List<NDArray> parameters() {
        return block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(Parameter::getArray)
                .toList();
    }
}
