package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** What the transforms ask of a batch of pictures, and a number for each of them. */
final class Pictures {

    private Pictures() {}

    /** How many pictures there are. Throws IllegalArgumentException unless x is floats of shape (N, channels, H, W). */
    static int count(NDArray x) {
        if (x.getShape().dimension() != 4 || !x.getDataType().isFloating()) {
            throw new IllegalArgumentException(
                    "Pictures are floats of shape (N, channels, height, width), not " + x.getDataType() + " "
                            + x.getShape() + ": augment before you flatten, and give one picture as (1, …).");
        }
        return (int) x.getShape().get(0);
    }

    /** Throws IllegalArgumentException unless {@code p} is a probability. */
    static void requireProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("A probability lies between 0 and 1; got " + p + ".");
        }
    }

    /** Numbers, one for each picture of x, on its device. */
    static NDArray perPicture(NDArray x, double[] numbers) {
        if (numbers.length != count(x)) {
            throw new IllegalArgumentException(
                    numbers.length + " numbers do not fit " + count(x) + " pictures: there must be one for each.");
        }
        var floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return x.getManager().create(floats, new Shape(floats.length, 1, 1, 1));
    }

    /** Whole numbers, {@code each} for each picture of x, on its device: (N, each), int64. */
    static NDArray perPicture(NDArray x, int each, long... numbers) {
        if (numbers.length != (long) count(x) * each) {
            throw new IllegalArgumentException(numbers.length + " numbers do not fit " + count(x)
                    + " pictures: there must be " + each + " for each.");
        }
        return x.getManager().create(numbers, new Shape(count(x), each));
    }

    /** As many numbers as there are pictures in x. */
    static double[] drawn(NDArray x, SplittableRandom random, ToDoubleFunction<SplittableRandom> draw) {
        var numbers = new double[count(x)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = draw.applyAsDouble(random);
        }
        return numbers;
    }
}
