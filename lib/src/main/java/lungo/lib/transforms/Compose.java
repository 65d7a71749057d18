package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
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
        return planned().map(plan -> plan.apply(x, random)).orElseGet(() -> oneAfterAnother(x, random));
    }

    private NDArray oneAfterAnother(NDArray x, SplittableRandom random) {
        NDArray y = x;
        for (Transform transform : transforms) {
            y = transform.apply(y, random);
        }
        return y;
    }

    /** Its transforms' plans as one, if each of them has one. */
    @Override
    public Optional<Planned> planned() {
        List<Planned> all = transforms.stream()
                .map(Transform::planned)
                .flatMap(Optional::stream)
                .toList();
        return all.size() < transforms.size() ? Optional.empty() : Optional.of((x, random) -> plan(all, x, random));
    }

    private static Plan plan(List<Planned> all, Shape x, SplittableRandom random) {
        Plan plan = Plan.none(x);
        for (Planned next : all) {
            plan = plan.then(next.plan(plan.made(), random));
        }
        return plan;
    }
}
