package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Some examples of a data set: x (n, …), y (n), their rows in the set, what x was normalised by, and the names of the set's
 * classes, empty where it has none. Whatever is computed from x belongs to the same manager and is freed with the batch;
 * {@link NDArray#detach} keeps an array beyond it.
 */
public record Batch(
        NDArray x, NDArray y, int[] rows, NDManager manager, Normalisation normalisation, List<String> classes)
        implements AutoCloseable {

    /** A batch whose x was not normalised, and whose classes have no names. */
    public Batch(NDArray x, NDArray y, int[] rows, NDManager manager) {
        this(x, y, rows, manager, Normalisation.NONE, List.of());
    }

    public int size() {
        return rows.length;
    }

    @Override
    public void close() {
        manager.close();
    }
}
