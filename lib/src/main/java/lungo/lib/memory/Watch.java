package lungo.lib.memory;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Says when to collect: after a cell that made arrays, at once where it used much memory, else when the kernel has been
 * idle for a moment; and while code runs, whenever much memory has been used since the last time.
 */
final class Watch {
    private static final long MEGABYTE = 1 << 20;
    /** Growth after a cell that is worth a pause before the next. */
    private static final long MUCH_IN_A_CELL = 32 * MEGABYTE;
    /** Growth while code runs that is worth a pause in it; or half of what was used, where that is more. */
    private static final long MUCH_MEANWHILE = 512 * MEGABYTE;
    /** Arrays made while code runs that are worth a pause in it: each takes half a kilobyte, however small. */
    private static final long MANY_MEANWHILE = 1_000_000;

    private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(200);
    /** The JVM's compilers hand back what they used when they have been idle for five seconds: look for it some times. */
    private static final long QUIET = TimeUnit.SECONDS.toNanos(6);

    private static final int LOOKS_WHEN_QUIET = 3;

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(2);

    private final Sweep sweep;
    private final Usage usage;
    private final Thread thread = new Thread(this::watch, "lungo-memory");
    private long madeBefore;
    private long usedBefore;
    private long madeAtEndOfCell;
    private long idleSince; // 0: nothing is to be collected when the kernel is idle.
    private long quietSince;
    private int looksWhenQuiet;

    Watch(Sweep sweep, Usage usage) {
        this.sweep = sweep;
        this.usage = usage;
        usedBefore = usage.bytes();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Collects now; returns how many resources were freed. */
    synchronized int collect() {
        madeBefore = Births.count();
        idleSince = 0;
        var freed = sweep.run();
        Usage.trim();
        usedBefore = usage.bytes();
        quietSince = System.nanoTime();
        looksWhenQuiet = LOOKS_WHEN_QUIET;
        return freed;
    }

    /** Collects, now or soon, if arrays were made since the last time. */
    synchronized void cellEnded() {
        if (Births.count() == madeBefore) {
            return;
        }
        if (usage.bytes() - usedBefore > MUCH_IN_A_CELL) {
            collect();
        } else {
            idleSince = System.nanoTime();
            madeAtEndOfCell = Births.count();
        }
    }

    private void watch() {
        while (true) {
            try {
                LockSupport.parkNanos(look());
            } catch (RuntimeException | OutOfMemoryError e) { // The watch goes on; what is not freed now will be later.
                LockSupport.parkNanos(IDLE);
            }
        }
    }

    /** Does what is due, and returns after how many nanoseconds to look again. */
    private synchronized long look() {
        if (sweep.isPending()) {
            if (sweep.free() > 0) {
                Usage.trim();
                usedBefore = usage.bytes();
            }
            return RETRY;
        }
        if (isDue()) {
            collect();
        } else if (looksWhenQuiet > 0 && System.nanoTime() - quietSince > QUIET) {
            looksWhenQuiet--;
            quietSince = System.nanoTime();
            Usage.trim();
        }
        return LOOK;
    }

    private boolean isDue() {
        var made = Births.count();
        if (idleSince != 0 && System.nanoTime() - idleSince > IDLE) {
            idleSince = 0;
            return made == madeAtEndOfCell; // Else another cell runs, after which the kernel will be idle again.
        }
        return made - madeBefore > MANY_MEANWHILE
                || made != madeBefore && usage.bytes() - usedBefore > Math.max(MUCH_MEANWHILE, usedBefore / 2);
    }
}
