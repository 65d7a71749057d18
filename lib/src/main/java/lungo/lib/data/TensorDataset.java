package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Examples that lie whole on one device: x (N, …) and y (N). Batches are gathered there by row number, and bytes become
 * normalised floats as a batch is made. Closing it frees both arrays, as closing their manager does.
 */
public final class TensorDataset implements AutoCloseable {

    private final NDArray x;
    private final NDArray y;
    private final Normalisation normalisation;
    private final String source;

    /** A set of x (N, …) and y (N), which it takes over. Throws IllegalArgumentException if their lengths differ. */
    public TensorDataset(NDArray x, NDArray y, String source) {
        this(x, y, null, source);
    }

    TensorDataset(NDArray x, NDArray y, Normalisation normalisation, String source) {
        if (x.getShape().get(0) != y.getShape().get(0)) {
            throw new IllegalArgumentException("x " + x.getShape() + " and y " + y.getShape()
                    + " differ in length: there must be one y for each x.");
        }
        this.x = x;
        this.y = y;
        this.normalisation = normalisation;
        this.source = source;
    }

    public int size() {
        return (int) y.getShape().get(0);
    }

    /** The shape of x in a batch of one: (1, …). */
    public Shape inputShape() {
        return new Shape(1).addAll(x.getShape().slice(1));
    }

    /** Where the data came from, for whoever reads a number measured on it. */
    public String source() {
        return source;
    }

    /** The manager, and so the device, that the examples belong to. */
    public NDManager manager() {
        return y.getManager();
    }

    /** The same examples with each x flattened: (N, features). It shares this set's arrays. */
    public TensorDataset flatten() {
        return new TensorDataset(x.reshape(size(), -1), y, normalisation, source);
    }

    /** The examples in their order, so many at a time. */
    public Batches batches(int batchSize) {
        return new Batches(this, batchSize, () -> IntStream.range(0, size()).toArray());
    }

    /** The examples in an order shuffled by {@code seed}: the same seed gives the same order everywhere. */
    public Batches batches(int batchSize, long seed) {
        return new Batches(this, batchSize, () -> Shuffle.permutation(size(), seed));
    }

    /** These rows as one batch, which the caller closes. */
    public Batch rows(int... rows) {
        NDManager manager = manager().newSubManager();
        NDArray index = manager.create(Arrays.stream(rows).asLongStream().toArray());
        NDArray xs = gather(x, index);
        return new Batch(normalisation == null ? xs : normalisation.apply(xs), gather(y, index), rows, manager);
    }

    /**
     * The rows of an array of any shape and type, in the index's manager. The engine's embedding copies whole rows;
     * DJL's indexing goes pixel by pixel and takes ten times as long for 200 digits.
     */
    private static NDArray gather(NDArray array, NDArray index) {
        Shape one = array.getShape().slice(1);
        try (NDArray table = array.reshape(array.getShape().get(0), -1)) {
            NDArray flat = JniUtils.embedding((PtNDArray) index, (PtNDArray) table, false); // (n, features)
            return flat.reshape(new Shape(index.size()).addAll(one));
        }
    }

    @Override
    public void close() {
        x.close();
        y.close();
    }
}
