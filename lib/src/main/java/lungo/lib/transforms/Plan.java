package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** What was drawn for a batch of pictures: numbers, the shape that x will have, and the change that they make of x. */
public record Plan(float[] numbers, Shape made, Change change) {

    /** Makes other pictures of x by numbers on its device. */
    @FunctionalInterface
    public interface Change {

        /** From x (N, channels, height, width) and {@code numbers}, of which the plan's own begin at {@code start}. */
        NDArray of(NDArray x, NDArray numbers, long start);
    }

    /** Nothing, for x of this shape. */
    static Plan none(Shape x) {
        return new Plan(new float[0], x, (same, numbers, start) -> same);
    }

    /** This, and {@code next} after it. */
    Plan then(Plan next) {
        float[] both = Arrays.copyOf(numbers, numbers.length + next.numbers.length);
        System.arraycopy(next.numbers, 0, both, numbers.length, next.numbers.length);
        return new Plan(
                both,
                next.made,
                (x, all, start) -> next.change.of(change.of(x, all, start), all, start + numbers.length));
    }

    /** Has the numbers go to x's device, and the change made there. */
    NDArray apply(NDArray x) {
        return change.of(x, x.getManager().create(numbers), 0);
    }
}
