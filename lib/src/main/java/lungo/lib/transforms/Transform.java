package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes other pictures of a batch of pictures. Whatever is random about it is drawn from {@code random}, for each picture
 * anew, so that the same seed gives the same pictures.
 */
@FunctionalInterface
public interface Transform {

    /**
     * From x (N, channels, height, width), floats from 0 to 1, as many pictures, in x's manager; x itself is not changed.
     * Throws IllegalArgumentException if x has another shape.
     */
    NDArray apply(NDArray x, SplittableRandom random);

    /** The same transform, if it knows what it draws before it has the pictures; a transform of one's own need not. */
    default Optional<Planned> planned() {
        return Optional.empty();
    }
}
