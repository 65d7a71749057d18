package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;

/** x where it is positive, else weight · x, the weight learned, 0.25 at first. He et al. 2015. {@code torch.nn.PReLU}. */
public final class PReLU extends Layer {

    private final Parameter weight;

    /** One weight for all. */
    public PReLU() {
        this(1);
    }

    /** One weight a channel of (N, channels, …). */
    public PReLU(long channels) {
        weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(requireLength("PReLU", channels)))
                .optInitializer(new ConstantInitializer(0.25f))
                .build());
    }

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return F.prelu(x, store.getValue(weight, x.getDevice(), training));
    }

    @Override
    Shape outputShape(Shape x) {
        long channels = weight.getShape().get(0);
        if (channels != 1 && (x.dimension() < 2 || x.get(1) != channels)) {
            throw new IllegalArgumentException(
                    "PReLU with " + channels + " weights takes (N, " + channels + ", …), not " + x + ".");
        }
        return x;
    }
}
