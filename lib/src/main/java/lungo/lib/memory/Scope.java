package lungo.lib.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Closes by hand, on any kernel and at once, every array that this thread makes until the scope is closed, but those
 * that are kept:
 *
 * <pre>{@code
 * NDArray y;
 * try (var scope = Scope.open()) {
 *     y = scope.keep(net(x).softmax(-1).argMax(-1));
 * } // all that net made on the way is closed, y is not
 * }</pre>
 *
 * Scopes may be nested; what an inner one keeps belongs to the outer one then.
 */
public final class Scope implements AutoCloseable {
    private final NDScope scope = new NDScope();
    private final Thread thread = Thread.currentThread();
    private final List<NDArray> kept = new ArrayList<>(); // Of those made in this scope.

    private Scope() {}

    /** Begins to note what this thread makes. */
    public static Scope open() {
        return new Scope();
    }

    /** Leaves {@code array} open when this scope is closed; returns it. */
    public NDArray keep(NDArray array) {
        if (Djl.made(scope).remove(array) != null) {
            kept.add(array);
        }
        return array;
    }

    /** Leaves the arrays of {@code list} open when this scope is closed; returns it. */
    public NDList keep(NDList list) {
        list.forEach(this::keep);
        return list;
    }

    /**
     * Closes what this thread made and did not keep. Throws IllegalStateException on another thread than that which
     * opened it.
     */
    @Override
    public void close() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("This scope was opened by the thread " + thread.getName()
                    + " and is closed by " + Thread.currentThread().getName()
                    + ". Close it where it was opened: try (var scope = Scope.open()).");
        }
        scope.close();
        kept.forEach(NDScope::register);
        kept.clear();
    }
}
