package lungo.lib.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * A data set cut into batches; the last may be smaller. Asking for the next batch closes the one before, so only a loop
 * that is left early needs {@code try (batch)} to free its last one.
 */
public final class Batches implements Iterable<Batch> {

    private final TensorDataset data;
    private final int batchSize;
    private final Supplier<int[]> order;

    Batches(TensorDataset data, int batchSize, Supplier<int[]> order) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch holds at least one example, not " + batchSize + ".");
        }
        this.data = data;
        this.batchSize = batchSize;
        this.order = order;
    }

    /** How many batches there are. */
    public int count() {
        return (data.size() + batchSize - 1) / batchSize;
    }

    @Override
    public Iterator<Batch> iterator() {
        int[] rows = order.get();
        return new Iterator<>() {
            private int at;
            private Batch last;

            @Override
            public boolean hasNext() {
                if (at >= rows.length && last != null) {
                    last.close();
                }
                return at < rows.length;
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("All " + count() + " batches are taken.");
                }
                if (last != null) {
                    last.close();
                }
                int end = Math.min(rows.length, at + batchSize);
                last = data.rows(Arrays.copyOfRange(rows, at, end));
                at = end;
                return last;
            }
        };
    }
}
