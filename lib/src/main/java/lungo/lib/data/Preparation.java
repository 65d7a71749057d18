package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import lungo.lib.script.Script;
import lungo.lib.transforms.Transform;

/**
 * What happens to x between its keeping and a batch, in torchvision's order: {@code ToTensor} (x / white), augmentation,
 * {@code Normalize} ((x − mean) / std), flattening. Each but the first may be absent: null, or false.
 */
record Preparation(float white, Transform augmentation, NDArray mean, NDArray std, boolean flat) {

    private static final Script SCRIPT = Script.of("""
            def scale(self, x: Tensor, white: float) -> Tensor:
              return torch.div_(torch.to(x, 6, False, True), white)
            def normalise(self, x: Tensor, mean: Tensor, std: Tensor) -> Tensor:
              return torch.div_(torch.sub(x, mean), std)
            def scale_and_normalise(self, x: Tensor, white: float, mean: Tensor, std: Tensor) -> Tensor:
              y = torch.div_(torch.to(x, 6, False, True), white)
              return torch.div_(torch.sub_(y, mean), std)
            """);

    /** Leaves x as it is. */
    static final Preparation NONE = new Preparation(0, null, null, null, false);

    Preparation scaled(float by) {
        return new Preparation(by, augmentation, mean, std, flat);
    }

    Preparation augmented(Transform by) {
        return new Preparation(white, by, mean, std, flat);
    }

    Preparation normalised(NDArray byMean, NDArray byStd) {
        return new Preparation(white, augmentation, byMean, byStd, flat);
    }

    Preparation flattened() {
        return new Preparation(white, augmentation, mean, std, true);
    }

    /** Arrays that a batch does not need stay in x's manager, and are freed with it. */
    NDArray apply(NDArray x, SplittableRandom random) {
        NDArray prepared = augmentation == null && mean != null && white != 0
                ? SCRIPT.array("scale_and_normalise", x, white, mean, std)
                : oneByOne(x, random);
        return flat ? prepared.reshape(prepared.getShape().get(0), -1) : prepared;
    }

    private NDArray oneByOne(NDArray x, SplittableRandom random) {
        NDArray y = white == 0 ? x : SCRIPT.array("scale", x, white);
        if (augmentation != null) {
            y = augmentation.apply(y, random);
        }
        return mean == null ? y : SCRIPT.array("normalise", y, mean, std);
    }

    /** One number for each channel, in a shape that goes with x (N, channels, …). */
    static NDArray perChannel(float[] numbers, Examples examples) {
        Shape shape = examples.shape();
        if (shape.dimension() < 2 || shape.get(1) != numbers.length) {
            throw new IllegalArgumentException("x " + shape + " needs a mean and a deviation for each channel, of which"
                    + " there are " + (shape.dimension() < 2 ? 0 : shape.get(1)) + "; got " + numbers.length + ".");
        }
        var one = new long[shape.dimension() - 1];
        Arrays.fill(one, 1);
        one[0] = numbers.length;
        NDArray array = examples.manager().create(numbers);
        return numbers.length == 1 ? array.reshape(new Shape()) : array.reshape(new Shape(one));
    }
}
