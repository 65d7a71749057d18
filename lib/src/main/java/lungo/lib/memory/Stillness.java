package lungo.lib.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The moment after which no thread uses a tensor that was unreachable before. A thread may: in {@code x.add(y).sum()} the
 * sum is still being computed when nothing refers to {@code x.add(y)} any more, and the engine knows only its address. So
 * each thread must be seen once outside of the code that handles such addresses.
 */
final class Stillness {
    /**
     * DJL's engine; its arrays, whose toFloatArray reads memory; our own calls of the engine; and, since the JVM shows no
     * stacks of virtual threads, whatever thread carries one now.
     */
    private static final List<String> INSIDE =
            List.of("ai.djl.pytorch.", "ai.djl.ndarray.", "lungo.lib.script.", "jdk.internal.vm.Continuation");

    private final List<Thread> notSeenOutside;

    private Stillness(List<Thread> notSeenOutside) {
        this.notSeenOutside = notSeenOutside;
    }

    /** Begins to wait for the threads that are inside now. */
    static Stillness begin() {
        var inside = new ArrayList<Thread>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread != Thread.currentThread() && isInside(stack)) {
                inside.add(thread);
            }
        });
        return new Stillness(inside);
    }

    /** Looks again, and says whether each thread has been seen outside by now. */
    boolean isReached() {
        notSeenOutside.removeIf(thread -> !isInside(thread.getStackTrace()));
        return notSeenOutside.isEmpty();
    }

    private static boolean isInside(StackTraceElement[] stack) {
        for (var frame : stack) {
            for (var prefix : INSIDE) {
                if (frame.getClassName().startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }
}
