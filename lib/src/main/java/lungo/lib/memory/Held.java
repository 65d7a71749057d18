package lungo.lib.memory;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** Stands for a resource in its {@link Table} while a {@link Sweep} runs, without keeping it; and frees it if it was lost. */
final class Held extends WeakReference<AutoCloseable> implements AutoCloseable {
    private static final long NONE = -1; // DJL's handle of an array of strings.

    private final String key;
    private final WeakReference<Table> table;
    private final AtomicReference<Long> handle;
    private final LongConsumer delete;
    private final ByteBuffer data;

    private Held(
            AutoCloseable resource,
            String key,
            Table table,
            AtomicReference<Long> handle,
            LongConsumer delete,
            ByteBuffer data) {
        super(resource);
        this.key = key;
        this.table = table.self;
        this.handle = handle;
        this.delete = delete;
        this.data = data;
    }

    static Held of(PtNDArray array, String key, Table table) {
        return new Held(array, key, table, Djl.handle(array), JniUtils::deleteNDArray, Djl.data(array));
    }

    static Held of(PtSymbolBlock block, String key, Table table) {
        return new Held(block, key, table, Djl.handle(block), JniUtils::deleteModule, null);
    }

    /** For a resource that has nothing of its own to free, such as a manager, whose arrays are held one by one. */
    static Held of(AutoCloseable resource, String key, Table table) {
        return new Held(resource, key, table, new AtomicReference<>(), tensor -> {}, null);
    }

    /** Puts the resource back into its table; or returns false, if it was lost. */
    boolean putBack() {
        var resource = get();
        var owner = table.get();
        if (resource != null && owner != null) {
            owner.putBack(key, this, resource);
        }
        return resource != null;
    }

    /** Frees what the lost resource left, unless somebody else has; returns whether there was anything. */
    boolean free() {
        var address = handle.getAndSet(null);
        var frees = address != null && address != NONE;
        if (frees) {
            delete.accept(address);
            if (data != null) {
                Borrowed.keep(data);
            }
        }
        var owner = table.get();
        if (owner != null) {
            owner.putBack(key, this, null);
        }
        return frees;
    }

    /** For a manager that is closed meanwhile: to it, this is the resource. */
    @Override
    public void close() {
        free();
    }
}
