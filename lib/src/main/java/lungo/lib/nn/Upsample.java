package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** Enlarges pictures: (N, C, H, W) to (N, C, ⌊H · scale⌋, ⌊W · scale⌋). {@code torch.nn.Upsample}. */
public final class Upsample extends Layer {

    private final double scale;
    private final Interpolation mode;

    /** By repeating the nearest pixel. Throws IllegalArgumentException unless scale is above 0. */
    public Upsample(double scale) {
        this(scale, Interpolation.NEAREST);
    }

    /** As {@code mode} says. */
    public Upsample(double scale, Interpolation mode) {
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("Upsample's scale must be above 0, such as 2, not " + scale + ".");
        }
        this.scale = scale;
        this.mode = mode;
    }

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return F.interpolate(x, scale, mode);
    }

    @Override
    Shape outputShape(Shape x) {
        requirePictures("Upsample", x);
        return new Shape(x.get(0), x.get(1), scaled(x.get(2)), scaled(x.get(3)));
    }

    private long scaled(long length) {
        return (long) Math.floor(length * scale);
    }
}
