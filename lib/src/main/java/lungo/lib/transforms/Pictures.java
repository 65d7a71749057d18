package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import lungo.lib.script.Script;

/** What the transforms ask of a batch of pictures, and the numbers drawn for each of them. */
final class Pictures {

    private static final Script SCRIPT = Script.of("""
            def part(self, numbers: Tensor, start: int, size: int, shape: List[int]) -> Tensor:
              return torch.view(torch.narrow(numbers, 0, start, size), shape)
            """);

    private Pictures() {}

    /** How many pictures there are. Throws IllegalArgumentException unless x is floats of shape (N, channels, H, W). */
    static int count(NDArray x) {
        if (x.getShape().dimension() != 4 || !x.getDataType().isFloating()) {
            throw notPictures(x.getDataType() + " " + x.getShape());
        }
        return (int) x.getShape().get(0);
    }

    /** Throws IllegalArgumentException unless {@code p} is a probability. */
    static void requireProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("A probability lies between 0 and 1; got " + p + ".");
        }
    }

    /** How many pictures x of that shape has. Throws IllegalArgumentException unless it is (N, channels, H, W). */
    static int count(Shape x) {
        if (x.dimension() != 4) {
            throw notPictures(x.toString());
        }
        return (int) x.get(0);
    }

    private static IllegalArgumentException notPictures(String x) {
        return new IllegalArgumentException("Pictures are floats of shape (N, channels, height, width), not " + x
                + ": augment before you flatten, and give one picture as (1, …).");
    }

    /** Throws IllegalArgumentException unless there are so many pictures in x. */
    static void requireOneEach(NDArray x, int numbers, String what) {
        if (numbers != count(x)) {
            throw new IllegalArgumentException(
                    numbers + " " + what + " do not fit " + count(x) + " pictures: there must be one for each.");
        }
    }

    /** The numbers from {@code start} on, of shape (N, each…) for the N pictures of x. */
    static NDArray part(NDArray x, NDArray numbers, long start, long... each) {
        var shape = new long[each.length + 1];
        shape[0] = count(x);
        System.arraycopy(each, 0, shape, 1, each.length);
        return SCRIPT.array(x.getManager(), "part", numbers, start, new Shape(shape).size(), shape);
    }

    /** As many numbers as x of that shape has pictures. */
    static float[] drawn(Shape x, SplittableRandom random, ToDoubleFunction<SplittableRandom> draw) {
        var numbers = new float[count(x)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) draw.applyAsDouble(random);
        }
        return numbers;
    }

    static float[] floats(double... numbers) {
        var floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
