package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.function.UnaryOperator;

/** A network as a function in evaluation mode: dropout is off, batch norm takes its running values and leaves them. */
final class Forward {
    private Forward() {}

    /** {@code net}, of one input and one output. Throws IllegalStateException where it has no parameters yet. */
    static UnaryOperator<NDArray> of(Block net, NDManager manager) {
        requireInitialised(net);
        var store = new ParameterStore(manager, false);
        return x -> net.forward(store, new NDList(x), false).singletonOrThrow();
    }

    static void requireInitialised(Block net) {
        for (var parameter : net.getParameters()) {
            if (!parameter.getValue().isInitialized()) {
                throw new IllegalStateException("The network is not initialised: its parameter " + parameter.getKey()
                        + " has no values. Call net.initialize(manager, DataType.FLOAT32, inputShape) first.");
            }
        }
    }
}
