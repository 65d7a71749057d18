package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Some examples of a data set: x (n, …), y (n), their rows in the set, and what x was normalised by. Whatever is computed from x belongs to the
 * same manager and is freed with the batch; {@link NDArray#detach} keeps an array beyond it.
 */
public record Batch(NDArray x, NDArray y, int[] rows, NDManager manager, Normalisation normalisation)
        implements AutoCloseable {

    /** A batch whose x was not normalised. */
    public Batch(NDArray x, NDArray y, int[] rows, NDManager manager) {
        this(x, y, rows, manager, Normalisation.NONE);
    }

    public int size() {
        return rows.length;
    }

    @Override
    public void close() {
        manager.close();
    }
}
