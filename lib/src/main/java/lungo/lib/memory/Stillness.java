package lungo.lib.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The moment after which no thread uses a tensor that was unreachable before. A thread may: in {@code x.add(y).sum()} the
 * sum is still being computed when nothing refers to {@code x.add(y)} any more, and the engine knows only its address. So
 * each thread must be seen once outside of the code that handles such addresses, or have made an array since: DJL
 * constructs an array when the engine has returned, and reads the addresses for its next call after that.
 */
final class Stillness {
    /**
     * DJL's engine; its arrays, whose toFloatArray reads memory; our own calls of the engine; and, since the JVM shows no
     * stacks of virtual threads, whatever thread carries one now.
     */
    private static final List<String> INSIDE =
            List.of("ai.djl.pytorch.", "ai.djl.ndarray.", "lungo.lib.script.", "jdk.internal.vm.Continuation");

    /** The threads that were inside, with how many arrays they had made. */
    private final Map<Thread, Long> inside;

    private Stillness(Map<Thread, Long> inside) {
        this.inside = inside;
    }

    /** Begins to wait for the threads that are inside now. */
    static Stillness begin() {
        var inside = new HashMap<Thread, Long>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread != Thread.currentThread() && isInside(stack)) {
                inside.put(thread, Births.countOf(thread));
            }
        });
        return new Stillness(inside);
    }

    /** Looks again, and says whether each thread has come out by now. */
    boolean isReached() {
        inside.entrySet().removeIf(entry -> {
            var thread = entry.getKey();
            return Births.countOf(thread) != entry.getValue() || !isInside(thread.getStackTrace());
        });
        return inside.isEmpty();
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
