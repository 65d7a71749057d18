package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/**
 * A layer called as a function, PyTorch's {@code out = layer(x)}, for layers and networks of one input and one output:
 *
 * <pre>{@code
 * var conv = Layers.conv2d(16, 3, 1, 1);
 * var out = Call.of(conv, x);       // x (n, c, h, w), out (n, 16, h, w)
 * }</pre>
 */
public final class Call {
    private Call() {}

    /**
     * What {@code layer} makes of x in evaluation mode: dropout is off, batch normalisation takes its running values and
     * leaves them. A layer without values yet gets them at this call, for inputs of this shape; they, too, then belong to
     * x's manager. The result belongs to x's manager.
     */
    public static NDArray of(Block layer, NDArray x) {
        return of(layer, x, false);
    }

    /** The same, in training mode if {@code training}: {@code layer.train()} before the call, else {@code layer.eval()}. */
    public static NDArray of(Block layer, NDArray x, boolean training) {
        if (!layer.isInitialized()) {
            layer.initialize(x.getManager(), x.getDataType(), x.getShape());
        }
        var store = new ParameterStore(x.getManager(), false);
        return layer.forward(store, new NDList(x), training).singletonOrThrow();
    }
}
