package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** Means of windows that share a picture out: (N, C, H, W) to (N, C, height, width). {@code torch.nn.AdaptiveAvgPool2d}. */
public final class AdaptiveAvgPool2d extends Layer {

    private final long height;
    private final long width;

    /** Throws IllegalArgumentException unless both are at least 1. */
    public AdaptiveAvgPool2d(long height, long width) {
        this.height = requireLength("AdaptiveAvgPool2d", height);
        this.width = requireLength("AdaptiveAvgPool2d", width);
    }

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return F.adaptiveAvgPool2d(x, height, width);
    }

    @Override
    Shape outputShape(Shape x) {
        requirePictures("AdaptiveAvgPool2d", x);
        return new Shape(x.get(0), x.get(1), height, width);
    }
}
