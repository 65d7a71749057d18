package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One pass over examples in one order, which lies on their device: making a batch copies no index there. */
final class Epoch implements Feed {

    private final Examples examples;
    private final Preparation preparation;
    private final int[] order;
    private final int[] rows;
    private final int batchSize;
    private final long seed;
    private final NDArray index;

    /** Takes position {@code order[i]} of a data set, which is row {@code rows[i]} of its examples. */
    Epoch(Examples examples, Preparation preparation, int[] order, int[] rows, int batchSize, long seed) {
        this.examples = examples;
        this.preparation = preparation;
        this.order = order;
        this.rows = rows;
        this.batchSize = batchSize;
        this.seed = seed;
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
        int end = Math.min(order.length, start + batchSize);
        NDManager manager = examples.manager().newSubManager();
        try {
            NDList xy = examples.take(rows, index, start, end, manager);
            // An epoch has fewer batches than this prime, so that no two epochs of near seeds share their numbers.
            var random = new SplittableRandom(seed * 1_000_003 + i);
            NDArray x = preparation.apply(xy.get(0), random);
            int[] taken = Arrays.copyOfRange(order, start, end);
            return new Batch(x, xy.get(1), taken, manager, preparation.normalisation());
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public void close() {
        index.close();
    }
}
