package lungo.lib.memory;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * One collection. All managers' tables let go of what they own; the garbage collector runs, and what it has not found on
 * any other way is lost; the tables get the rest back; and what was lost is freed as soon as no thread can be using it.
 */
final class Sweep {
    private final BaseNDManager root;
    private final List<Lost> lost = new ArrayList<>();

    /** What one collection has lost, and the threads that may still be using it. */
    private record Lost(List<Held> resources, Stillness stillness) {}

    /** Of all managers below {@code root}, DJL's system manager. */
    Sweep(BaseNDManager root) {
        this.root = root;
    }

    /** Collects, and frees what can be freed at once; see {@link #isPending}. Returns how many resources were freed. */
    synchronized int run() {
        var held = new ArrayList<Held>();
        letGo(Table.of(root), held);
        letGo(Table.DETACHED, held);
        System.gc();
        held.removeIf(Held::putBack);
        if (!held.isEmpty()) {
            lost.add(new Lost(held, Stillness.begin()));
        }
        var freed = free();
        Borrowed.release(this);
        return freed;
    }

    /** Whether something lost is not freed yet, since a thread was in the middle of a call of the engine. */
    synchronized boolean isPending() {
        return !lost.isEmpty();
    }

    /** Frees what was lost and no thread can be using any more; returns how many resources. */
    synchronized int free() {
        var freed = 0;
        for (var batch = lost.iterator(); batch.hasNext(); ) {
            var next = batch.next();
            if (next.stillness.isReached()) {
                for (var resource : next.resources) {
                    freed += resource.free() ? 1 : 0;
                }
                batch.remove();
            }
        }
        return freed;
    }

    /** All arrays that are open. */
    List<PtNDArray> arrays() {
        var arrays = new ArrayList<PtNDArray>();
        addArrays(Table.of(root), arrays);
        addArrays(Table.DETACHED, arrays);
        return arrays;
    }

    private static void letGo(Table table, List<Held> sink) {
        table.forEachKept((key, value) -> {
            Held held = null;
            if (value instanceof PtNDArray array) {
                held = Held.of(array, key, table);
            } else if (value instanceof BaseNDManager manager) {
                letGo(Table.of(manager), sink);
                held = Held.of(manager, key, table);
            } else if (value instanceof PtSymbolBlock block) {
                held = Held.of(block, key, table);
            }
            if (held != null) { // Else a stranger: a predictor that is to be closed with its model's manager, say.
                table.hold(key, value, held);
                sink.add(held);
            }
        });
    }

    private static void addArrays(Table table, List<PtNDArray> sink) {
        for (var value : table.values()) {
            if (value instanceof BaseNDManager manager) {
                addArrays(Table.of(manager), sink);
            } else if (value instanceof PtNDArray array && !array.isReleased()) {
                sink.add(array);
            }
        }
    }
}
