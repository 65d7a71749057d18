package lungo.lib.memory;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * What a manager owns, in place of DJL's own map: as strong as that, except while a {@link Sweep} looks for what nothing
 * else reaches; then its values are {@link Held}.
 */
@SuppressWarnings("serial") // DJL's field has the type of a map that is; nobody writes one.
final class Table extends ConcurrentHashMap<String, AutoCloseable> {
    private static final String FINALIZER = "java.lang.ref.Finalizer$FinalizerThread";

    /** What no manager owns: DJL detaches an optimiser's state, say, and then nobody frees it. */
    static final Table DETACHED = new Table(new AtomicBoolean());

    /** For whoever must not keep this table alive, and with it all that its manager owns. */
    final WeakReference<Table> self = new WeakReference<>(this);

    private final AtomicBoolean managerClosed;

    private Table(AtomicBoolean managerClosed) {
        this.managerClosed = managerClosed;
    }

    /** The table of {@code manager}, which is given one if it has none; so are the managers below it. */
    static Table of(BaseNDManager manager) {
        synchronized (manager) { // As DJL does while it attaches and detaches.
            var before = Djl.resources(manager);
            if (before instanceof Table table) {
                return table;
            }
            var table = new Table(Djl.closed(manager));
            before.forEach(table::adopt);
            Djl.setResources(manager, table);
            return table;
        }
    }

    private void adopt(String key, AutoCloseable value) {
        if (value instanceof BaseNDManager manager) {
            of(manager);
        } else if (value instanceof PtNDArray array && Djl.data(array) != null) {
            Borrowed.keepForGood(Djl.data(array)); // Views of it may exist that nobody saw being made.
        }
        super.put(key, value);
    }

    @Override
    public AutoCloseable put(String key, AutoCloseable value) {
        if (value instanceof PtNDArray array) {
            if (DETACHED.isEmpty() || DETACHED.take(key) == null) {
                Births.begin(array); // Else it is attached only, as DJL attaches: it detaches first.
            }
        } else if (value instanceof BaseNDManager manager) {
            of(manager);
        }
        return super.put(key, value);
    }

    @Override
    public AutoCloseable remove(Object key) {
        if (isFinalizing() && get(key) instanceof NDManager) {
            return null; // See values().
        }
        var removed = take(key);
        if (removed == null && !DETACHED.isEmpty()) {
            removed = DETACHED.take(key);
        }
        if (removed instanceof PtNDArray array && !array.isReleased()) {
            DETACHED.keep((String) key, array);
        }
        return removed;
    }

    /**
     * What the manager owns. Finalizers of DJL's models, trainers and predictors close the manager of theirs; to them it
     * is empty, and stays open: that nobody reaches the model does not say that nobody reaches its arrays.
     */
    @Override
    public Collection<AutoCloseable> values() {
        if (isFinalizing()) {
            managerClosed.set(false);
            return List.of();
        }
        var values = new ArrayList<AutoCloseable>(size());
        for (var value : super.values()) {
            values.add(present(value));
        }
        return values;
    }

    @Override
    public void clear() {
        if (!isFinalizing()) {
            super.clear();
        }
    }

    /** Has {@code held} stand for {@code value}, if it still is there. */
    void hold(String key, AutoCloseable value, Held held) {
        computeIfPresent(key, (k, now) -> now == value ? held : now);
    }

    /** Puts {@code value} back where {@code held} stood for it; removes it where {@code value} is null. */
    void putBack(String key, Held held, AutoCloseable value) {
        computeIfPresent(key, (k, now) -> now == held ? value : now);
    }

    private AutoCloseable take(Object key) {
        var taken = super.remove(key);
        return taken == null ? null : present(taken);
    }

    /** Calls {@code sink} with each value that no Held stands for. */
    void forEachKept(BiConsumer<String, AutoCloseable> sink) {
        forEach((key, value) -> {
            if (!(value instanceof Held)) {
                sink.accept(key, value);
            }
        });
    }

    private void keep(String key, PtNDArray array) {
        super.put(key, array);
    }

    /** The value itself, where a Held stands for it that has not lost it. */
    private static AutoCloseable present(AutoCloseable value) {
        if (value instanceof Held held) {
            var referent = held.get();
            return referent == null ? held : referent;
        }
        return value;
    }

    private static boolean isFinalizing() {
        return Thread.currentThread().getClass().getName().equals(FINALIZER);
    }
}
