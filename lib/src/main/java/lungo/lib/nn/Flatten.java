package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** (N, …) to (N, the rest in one axis): {@code torch.nn.Flatten}. */
public final class Flatten extends Layer {

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return F.flatten(x);
    }

    @Override
    Shape outputShape(Shape x) {
        requireAxes("Flatten", x, 1, Integer.MAX_VALUE, "a batch (N, …)");
        return new Shape(x.get(0), x.slice(1).size());
    }
}
