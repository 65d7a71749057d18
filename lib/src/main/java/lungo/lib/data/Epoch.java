package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One pass over examples in one order, which lies on their device, as do the numbers drawn for its augmentation: making a
 * batch copies none of them there.
 */
final class Epoch implements Feed {

    private final Examples examples;
    private final Preparation preparation;
    private final int[] order;
    private final int[] rows;
    private final int batchSize;
    private final Augmentation augmentation;
    private final NDArray index;
    private final List<String> classes;

    /** Takes position {@code order[i]} of a data set of {@code classes}, which is row {@code rows[i]} of its examples. */
    Epoch(
            Examples examples,
            Preparation preparation,
            List<String> classes,
            int[] order,
            int[] rows,
            int batchSize,
            long seed) {
        this.examples = examples;
        this.preparation = preparation;
        this.classes = classes;
        this.order = order;
        this.rows = rows;
        this.batchSize = batchSize;
        int[] sizes =
                IntStream.range(0, count()).map(i -> end(i) - i * batchSize).toArray();
        this.augmentation =
                new Augmentation(preparation.augmentation(), seed, examples.shape(), examples.manager(), sizes);
        this.index =
                examples.manager().create(Arrays.stream(rows).asLongStream().toArray());
    }

    @Override
    public int count() {
        return (order.length + batchSize - 1) / batchSize;
    }

    @Override
    public Batch take(int i) {
        int start = i * batchSize;
        int end = end(i);
        NDManager manager = examples.manager().newSubManager();
        try {
            NDList xy = examples.take(rows, index, start, end, manager);
            NDArray x = preparation.apply(xy.get(0), y -> augmentation.apply(y, i));
            int[] taken = Arrays.copyOfRange(order, start, end);
            return new Batch(x, xy.get(1), taken, manager, preparation.normalisation(), classes);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private int end(int batch) {
        return Math.min(order.length, (batch + 1) * batchSize);
    }

    @Override
    public void close() {
        index.close();
        augmentation.close();
    }
}
