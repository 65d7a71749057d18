package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** Maxima of windows that share a picture out: (N, C, H, W) to (N, C, height, width). {@code torch.nn.AdaptiveMaxPool2d}. */
public final class AdaptiveMaxPool2d extends Layer {

    private final long height;
    private final long width;

    /** Throws IllegalArgumentException unless both are at least 1. */
    public AdaptiveMaxPool2d(long height, long width) {
        this.height = requireLength("AdaptiveMaxPool2d", height);
        this.width = requireLength("AdaptiveMaxPool2d", width);
    }

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return F.adaptiveMaxPool2d(x, height, width);
    }

    @Override
    Shape outputShape(Shape x) {
        requirePictures("AdaptiveMaxPool2d", x);
        return new Shape(x.get(0), x.get(1), height, width);
    }
}
