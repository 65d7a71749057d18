package lungo.lib.memory;

import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A thread's open scopes, in place of DJL's own deque. DJL asks it whether it is empty at the end of each array's
 * construction, the one place where code of ours can look at an array before any other code does: one that lies in Java
 * memory is moved to the engine's. Else that memory would have to outlive all views of the array, which nobody knows.
 */
@SuppressWarnings("serial") // ArrayDeque is; nobody writes one.
final class Births extends ArrayDeque<NDScope> {
    private static final ThreadLocal<Deque<NDScope>> SCOPES = Djl.scopes();

    /** How many arrays were made or attached; without a lock, since all that matters is whether and roughly how much. */
    private static volatile long count;

    private PtNDArray newborn;
    private boolean moving;

    private Births(Deque<NDScope> scopes) {
        super(scopes);
    }

    /** Tells that this thread constructs, or attaches, {@code array}. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    static void begin(PtNDArray array) {
        var scopes = SCOPES.get();
        if (!(scopes instanceof Births)) {
            scopes = new Births(scopes);
            SCOPES.set(scopes);
        }
        ((Births) scopes).newborn = array;
        count++;
    }

    static long count() {
        return count;
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
