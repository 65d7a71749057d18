package lungo.lib.train;

import ai.djl.ndarray.NDArray;

/** How a network is run: x (n, …) to its output (n, …), in training or in evaluation mode. */
@FunctionalInterface
public interface Forward {

    NDArray forward(NDArray x, boolean training);
}
