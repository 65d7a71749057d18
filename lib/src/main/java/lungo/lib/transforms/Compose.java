package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Several transforms, one after the other, as {@code torchvision.transforms.Compose}:
 *
 * <pre>{@code
 * var augmented = train.augment(Compose.of(new RandomCrop(32, 4), new RandomHorizontalFlip(0.5)));
 * }</pre>
 */
public record Compose(List<Transform> transforms) implements Transform {

    public Compose {
        transforms = List.copyOf(transforms);
    }

    public static Compose of(Transform... transforms) {
        return new Compose(List.of(transforms));
    }

    @Override
    public NDArray apply(NDArray x, SplittableRandom random) {
        NDArray y = x;
        for (Transform transform : transforms) {
            y = transform.apply(y, random);
        }
        return y;
    }
}
