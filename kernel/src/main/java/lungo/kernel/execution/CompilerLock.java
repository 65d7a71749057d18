package lungo.kernel.execution;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * JShell is not made for two threads: cells compile, and questions about code are answered, one at a time. While a cell's
 * code runs the lock is open, so that questions are answered meanwhile.
 */
final class CompilerLock {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Thread holder;

    /** Runs {@code task} with the compiler to itself. */
    <T> T hold(Supplier<T> task) {
        lock.lock();
        holder = Thread.currentThread();
        try {
            return task.get();
        } finally {
            holder = lock.getHoldCount() > 1 ? holder : null;
            lock.unlock();
        }
    }

    /** Runs {@code task}, a cell's code, within {@link #hold}, without the lock. */
    <T> T release(Callable<T> task) throws Exception {
        var holds = lock.getHoldCount();
        holder = null;
        for (var i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            return task.call();
        } finally {
            for (var i = 0; i < holds; i++) {
                lock.lock();
            }
            holder = holds > 0 ? Thread.currentThread() : null;
        }
    }

    /** Whether {@code thread} compiles now. */
    boolean isHeldBy(Thread thread) {
        return holder == thread;
    }
}
