package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * Transposed convolution, which enlarges pictures: (N, in, H, W) to (N, out, (H - 1) · stride - 2 · padding + kernel +
 * outputPadding, …). {@code torch.nn.ConvTranspose2d}; DJL's own does not run on PyTorch. Parameters weight (in, out,
 * kernel, kernel) and bias (out), which start as PyTorch's.
 */
public final class ConvTranspose2d extends Layer {

    private final long out;
    private final long kernel;
    private final Parameter weight;
    private final Parameter bias;
    private int stride = 1;
    private int padding;
    private int outputPadding;

    /** {@code out} channels by squares of {@code kernel} × {@code kernel}, stride 1. */
    public ConvTranspose2d(long out, long kernel) {
        this.out = requireLength("ConvTranspose2d", out);
        this.kernel = requireLength("ConvTranspose2d", kernel);
        weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optInitializer(Initializers.torchWeight())
                .build());
        bias = addParameter(Parameter.builder()
                .setName("bias")
                .setType(Parameter.Type.BIAS)
                .optInitializer(Initializers.torchBias(weight))
                .build());
    }

    /** Pixels of the result from one input pixel to the next. */
    public ConvTranspose2d stride(int stride) {
        this.stride = (int) requireLength("ConvTranspose2d", stride);
        return this;
    }

    /** Pixels cut off each side of the result. */
    public ConvTranspose2d padding(int padding) {
        this.padding = padding;
        return this;
    }

    /** Pixels added below and to the right, less than the stride. */
    public ConvTranspose2d outputPadding(int outputPadding) {
        this.outputPadding = outputPadding;
        return this;
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        outputShape(inputShapes[0]);
        weight.setShape(new Shape(inputShapes[0].get(1), out, kernel, kernel));
        bias.setShape(new Shape(out));
    }

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        NDArray w = store.getValue(weight, x.getDevice(), training);
        NDArray b = store.getValue(bias, x.getDevice(), training);
        return F.convTranspose2d(x, w, b, stride, padding, outputPadding, 1, 1);
    }

    @Override
    Shape outputShape(Shape x) {
        requirePictures("ConvTranspose2d", x);
        Shape y = new Shape(x.get(0), out, enlarged(x.get(2)), enlarged(x.get(3)));
        requireLength("ConvTranspose2d's result " + y, Math.min(y.get(2), y.get(3)));
        return y;
    }

    private long enlarged(long length) {
        return Math.max(0, (length - 1) * stride - 2L * padding + kernel + outputPadding);
    }
}
