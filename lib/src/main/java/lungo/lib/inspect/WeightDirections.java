package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import lungo.lib.nn.Tape;

/**
 * Two random directions in a network's weights, each filter scaled to the length of the network's own, along which the
 * weights can be moved for a moment. Closing it puts them back and frees the copies. Li et al. 2018, section 4.
 */
final class WeightDirections implements AutoCloseable {
    private static final NDIndex WHOLE = new NDIndex("...");
    private static final double TINY = 1e-10;

    private final NDManager scratch;
    private final List<Weight> weights = new ArrayList<>();

    /** A weight, its values at first, and the two directions. */
    private record Weight(NDArray array, NDArray origin, NDArray first, NDArray second) {}

    private WeightDirections(NDManager scratch) {
        this.scratch = scratch;
    }

    /** Directions of normal numbers drawn by {@code seed}, for every parameter of two dimensions or more. */
    static WeightDirections random(Block net, long seed) {
        var arrays = net.getParameters().values().stream()
                .map(parameter -> parameter.getArray())
                .filter(array -> array.getShape().dimension() > 1)
                .distinct()
                .toList();
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException("The network has no weights of two dimensions or more to move."
                    + " Use LossSurface.of((a, b) -> …) for a loss of two numbers.");
        }
        var directions = new WeightDirections(arrays.get(0).getManager().newSubManager());
        var random = new Random(seed);
        var pause = Tape.pause();
        try {
            arrays.forEach(array -> directions.add(array, random));
        } finally {
            pause.close();
        }
        return directions;
    }

    private void add(NDArray array, Random random) {
        NDArray origin = array.duplicate();
        origin.attach(scratch);
        origin.setRequiresGradient(false);
        weights.add(new Weight(array, origin, direction(origin, random), direction(origin, random)));
    }

    private NDArray direction(NDArray weight, Random random) {
        var values = new float[(int) weight.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        NDArray drawn = scratch.create(values, weight.getShape());
        NDArray lengths = lengths(weight).div(lengths(drawn).add(TINY));
        return drawn.mul(lengths);
    }

    /** The length of each filter, the slices along the first axis, in a shape that multiplies the weight. */
    private static NDArray lengths(NDArray weight) {
        var axes = new int[weight.getShape().dimension() - 1];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = i + 1;
        }
        return weight.square().sum(axes, true).sqrt();
    }

    /** What {@code loss} is with the weights moved by {@code a} and {@code b}. They stay there until the next call. */
    double at(double a, double b, DoubleSupplier loss) {
        var pause = Tape.pause();
        try {
            for (var weight : weights) {
                try (var step = scratch.newSubManager()) {
                    // A result belongs to the manager of its left side: the scalars are made in one that ends here.
                    NDArray moved = step.create((float) a)
                            .mul(weight.first)
                            .addi(step.create((float) b).mul(weight.second))
                            .addi(weight.origin);
                    weight.array.set(WHOLE, moved);
                }
            }
            return loss.getAsDouble();
        } finally {
            pause.close();
        }
    }

    @Override
    public void close() {
        var pause = Tape.pause();
        try {
            weights.forEach(weight -> weight.array.set(WHOLE, weight.origin));
        } finally {
            pause.close();
            scratch.close();
        }
    }
}
