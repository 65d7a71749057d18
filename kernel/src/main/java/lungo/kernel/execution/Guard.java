package lungo.kernel.execution;

/**
 * What woven code calls: a cell's loops and methods ask here whether to stop, and its System.exit comes here. The one class
 * of this package that a cell's code sees, so its state is static.
 */
public final class Guard {
    /** The run that the current thread belongs to; threads started by a cell's code inherit it. */
    private static final InheritableThreadLocal<Run> CURRENT = new InheritableThreadLocal<>();

    /** Set on a thread that finishes what it does before it stops. */
    private static final ThreadLocal<Boolean> FINISHING = new ThreadLocal<>();

    /** The run that is to stop, or null. */
    private static volatile Run stopping;

    /** Whether it was told to stop more than once, and is not to finish anything any more. */
    private static volatile boolean insisted;

    private Guard() {}

    /** One run of a cell's code, for as long as any thread that it started lives. */
    public static final class Run {
        private final Object owner;

        Run(Object owner) {
            this.owner = owner;
        }

        /** What the caller of {@link Interpreter#execute} gave to tell runs apart. */
        public Object owner() {
            return owner;
        }
    }

    /** The run that the current thread belongs to, or null. */
    public static Run current() {
        return CURRENT.get();
    }

    /** Woven in at the start of each method and before each jump backwards. */
    public static void check() {
        if (stopping != null) {
            stopIfConcerned();
        }
    }

    /** Woven in for System.exit. */
    public static void exit(int status) {
        throw new SystemExit(status);
    }

    /** Woven in for Runtime.exit and Runtime.halt. */
    public static void exit(Runtime runtime, int status) {
        throw new SystemExit(status);
    }

    static void enter(Run run) {
        CURRENT.set(run);
    }

    static void stop(Run run) {
        insisted = run != null && run == stopping;
        stopping = run;
    }

    /** Runs {@code step} to its end though its run is told to stop meanwhile; told twice, it stops at once. */
    static void finish(Runnable step) {
        var outer = FINISHING.get();
        FINISHING.set(true);
        try {
            step.run();
        } finally {
            FINISHING.set(outer);
        }
    }

    static boolean isStopping() {
        return stopping != null;
    }

    private static void stopIfConcerned() {
        if (FINISHING.get() != null && !insisted) {
            return;
        }
        var run = CURRENT.get();
        var stopped = stopping;
        // A thread without a run, say of the common pool, works for the cell that runs now; one of an earlier cell does
        // not.
        if (stopped != null
                && (run == null
                        || run == stopped
                        || Thread.currentThread() instanceof java.util.concurrent.ForkJoinWorkerThread)) {
            throw new CellInterrupted();
        }
    }
}
