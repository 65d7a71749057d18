package lungo.lib.memory;

import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A thread's open scopes, in place of DJL's own deque. DJL asks it whether it is empty at the end of each array's
 * construction, the one place where code of ours can look at an array before any other code does: one that lies in Java
 * memory is moved to the engine's. Else that memory would have to outlive all views of the array, which nobody knows.
 */
@SuppressWarnings("serial") // ArrayDeque is; nobody writes one.
final class Births extends ArrayDeque<NDScope> {
    private static final ThreadLocal<Deque<NDScope>> SCOPES = Djl.scopes();

    private static final Map<Thread, Births> OF_THREADS = Collections.synchronizedMap(new WeakHashMap<>());

    private static final LongAdder MADE = new LongAdder();

    private volatile long count; // Only its own thread writes it.
    private PtNDArray newborn;
    private boolean moving;

    private Births(Deque<NDScope> scopes) {
        super(scopes);
    }

    /** Tells that this thread constructs {@code array}. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    static void begin(PtNDArray array) {
        var births = ofThisThread();
        births.newborn = array;
        births.count++;
        MADE.increment();
    }

    private static Births ofThisThread() {
        var scopes = SCOPES.get();
        if (scopes instanceof Births births) {
            return births;
        }
        var births = new Births(scopes);
        SCOPES.set(births);
        OF_THREADS.put(Thread.currentThread(), births);
        return births;
    }

    /** How many arrays {@code thread} has made. */
    static long countOf(Thread thread) {
        var births = OF_THREADS.get(thread);
        return births == null ? 0 : births.count;
    }

    /** How many arrays all threads have made. */
    static long count() {
        return MADE.sum();
    }

    @Override
    public boolean isEmpty() {
        var array = newborn;
        newborn = null;
        if (array != null && Djl.data(array) != null && !moving) {
            move(array);
        }
        return moving || super.isEmpty(); // The copy made meanwhile is nobody's.
    }

    private void move(PtNDArray array) {
        moving = true;
        try (var copy = JniUtils.clone(array)) {
            var owned = Djl.handle(copy).getAndSet(null);
            JniUtils.deleteNDArray(Djl.handle(array).getAndSet(owned));
            Djl.forgetData(array);
        } finally {
            moving = false;
        }
    }
}
