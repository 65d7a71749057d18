package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/**
 * A number that follows from sums over examples. The sums stay on the device of the outputs, and only {@link #compute} and
 * {@link #state} wait for them:
 *
 * <pre>{@code
 * try (var accuracy = new Accuracy()) {
 *     for (Batch batch : test.batches(500)) { accuracy.update(forward(batch.x()), batch.y()); }
 *     System.out.println(accuracy.compute());
 * }
 * }</pre>
 *
 * Not thread-safe. Sums are float64, and so counts are exact.
 */
public abstract class Metric implements AutoCloseable {

    /** The operations of this package, each one call of the engine. */
    static final Script SCRIPT = Script.resource(Metric.class, "metrics.torchscript");

    /** What was added up so far, as a checkpoint keeps it: the sums in their order, and the number of examples. */
    public record State(double[] sums, long examples) {

        /** What was added since an earlier state. */
        public State minus(State earlier) {
            var rest = sums.clone();
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= earlier.sums[i];
            }
            return new State(rest, examples - earlier.examples);
        }
    }

    private final String name;
    private final Shape shape;
    private NDManager manager;
    private NDArray sums;
    private long examples;

    /** A metric of this name, the one of its column in a history, whose sums have this shape. */
    protected Metric(String name, long... shape) {
        this.name = name;
        this.shape = new Shape(shape);
    }

    public final String name() {
        return name;
    }

    /** Adds a batch. Throws IllegalArgumentException if the shapes are not those that the metric takes. */
    public final void update(NDArray output, NDArray target) {
        var pause = Tape.pause();
        try {
            if (sums == null) {
                manager = NDManager.newBaseManager(output.getDevice());
                sums = manager.zeros(shape, DataType.FLOAT64);
            }
            add(sums, output, target);
            examples += target.size();
        } finally {
            pause.close();
        }
    }

    /** Adds a batch to the sums, in place; nothing is recorded meanwhile. */
    protected abstract void add(NDArray sums, NDArray output, NDArray target);

    /** The metric that follows from these sums; NaN where there are no examples. */
    public abstract double compute(State state);

    /** The metric over all that was added since the last reset; NaN if that was nothing. Waits for the device. */
    public final double compute() {
        return compute(state());
    }

    /** Forgets what was added. */
    public final void reset() {
        if (sums != null) {
            SCRIPT.run("clear", sums);
        }
        examples = 0;
    }

    /** What was added since the last reset. Waits for the device. */
    public final State state() {
        return new State(examples == 0 ? new double[(int) shape.size()] : sums.toDoubleArray(), examples);
    }

    /** Goes on from what {@link #state} gave, on the device of {@code near}. */
    public final void load(State state, NDManager near) {
        if (state.sums().length != shape.size()) {
            throw new IllegalArgumentException("A state of " + state.sums().length + " sums is not one of " + name
                    + ", which has " + shape.size() + ".");
        }
        close();
        manager = NDManager.newBaseManager(near.getDevice());
        sums = manager.create(Arrays.copyOf(state.sums(), state.sums().length), shape);
        examples = state.examples();
    }

    /** Frees the sums; the metric can be used again, from nothing. */
    @Override
    public final void close() {
        if (manager != null) {
            manager.close();
            manager = null;
            sums = null;
        }
        examples = 0;
    }

    /** Throws IllegalArgumentException unless output is (n, classes, …) and target (n, …), int64. */
    static void requireClasses(String name, NDArray output, NDArray target) {
        Shape logits = output.getShape();
        Shape y = target.getShape();
        if (target.getDataType() != DataType.INT64
                || logits.dimension() != y.dimension() + 1
                || logits.get(0) != y.get(0)
                || !logits.slice(2).equals(y.slice(1))) {
            throw new IllegalArgumentException(name + ": output " + logits + " does not fit target " + y + " "
                    + target.getDataType() + ". They must be (n, classes) and (n) int64 class numbers.");
        }
    }

    /** Throws IllegalArgumentException unless both have one shape, an axis of one at the end aside. */
    static void requireSame(String name, NDArray output, NDArray target) {
        if (!squeezed(output.getShape()).equals(squeezed(target.getShape()))) {
            throw new IllegalArgumentException(name + ": output " + output.getShape() + " and target "
                    + target.getShape() + " differ in shape, which would compare each with all. Reshape one of them.");
        }
    }

    /** (n) for (n, 1), else {@code shape}. */
    private static Shape squeezed(Shape shape) {
        return shape.dimension() == 2 && shape.get(1) == 1 ? shape.slice(0, 1) : shape;
    }
}
