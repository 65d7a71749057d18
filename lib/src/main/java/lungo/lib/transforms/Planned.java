package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A transform that knows what it draws before it has the pictures. All numbers of an epoch can go to the device at once
 * then: each copy to a GPU waits until that has done whatever it was given before.
 */
@FunctionalInterface
public interface Planned extends Transform {

    /** Draws for x of shape (N, channels, height, width). Throws IllegalArgumentException if it cannot change such x. */
    Plan plan(Shape x, SplittableRandom random);

    @Override
    default NDArray apply(NDArray x, SplittableRandom random) {
        Pictures.count(x);
        return plan(x.getShape(), random).apply(x);
    }

    @Override
    default Optional<Planned> planned() {
        return Optional.of(this);
    }
}
