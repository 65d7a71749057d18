package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** (N, …, 1) to (N, …), as {@code torch.squeeze(x, -1)}: one number an example, as targets (N) have it. */
public final class Squeeze extends Layer {

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        outputShape(x.getShape());
        return x.squeeze(-1);
    }

    @Override
    Shape outputShape(Shape x) {
        requireAxes("Squeeze", x, 2, Integer.MAX_VALUE, "outputs (N, …, 1)");
        int last = x.dimension() - 1;
        if (x.get(last) != 1) {
            throw new IllegalArgumentException("Squeeze takes outputs (N, …, 1), not " + x
                    + ". Give the layer before it one output, or leave it out.");
        }
        return x.slice(0, last);
    }
}
