package lungo.lib.memory;

import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import java.util.concurrent.atomic.AtomicBoolean;
import lungo.lib.display.Output;

/**
 * The native memory of arrays. An array that nothing reaches any more is freed after the cell that lost it, and in a long
 * cell whenever much memory has been used; nothing has to be called for it. What counts is what the JVM itself counts:
 * variables, fields, collections, values that lambdas captured, and what running threads hold. That a manager lists an
 * array does not count, and neither does a direct buffer that {@code toByteBuffer(true)} gave: keep the array, too.
 *
 * <p>The system property {@code lungo.memory=false} leaves all of it to DJL's managers, as does {@link Scope} by hand.
 */
public final class Memory {
    private static final AtomicBoolean WATCHED = new AtomicBoolean();
    private static volatile Watch watch;
    private static volatile Sweep sweep;

    private Memory() {}

    /**
     * Frees what nothing reaches now, without waiting for the end of the cell; takes about as long as a full garbage
     * collection. Returns how many arrays and modules were freed; 0 too where the watch is off.
     */
    public static int collect() {
        Engine.getEngine("PyTorch");
        var watching = watch;
        return watching == null ? 0 : watching.collect();
    }

    /** How many arrays are open, reached or not, in this JVM; 0 where the watch is off. */
    public static int open() {
        var looking = sweep;
        return looking == null ? 0 : looking.arrays().size();
    }

    /** Whether something that {@link #collect} has found is not freed yet, since a thread was in a call of the engine. */
    static boolean isPending() {
        return sweep.isPending();
    }

    /** Begins to watch {@code engine}, PyTorch's, once; called each time that DJL asks for it. */
    static void watch(Engine engine) {
        if (WATCHED.get() || !WATCHED.compareAndSet(false, true)) {
            return;
        }
        if (!Boolean.parseBoolean(System.getProperty("lungo.memory", "true"))) {
            return;
        }
        try {
            begin(engine);
        } catch (IllegalStateException otherDjl) {
            System.err.println("Note: " + otherDjl.getMessage());
        }
    }

    private static void begin(Engine engine) {
        try (var manager = engine.newBaseManager()) {
            sweep = new Sweep((BaseNDManager) manager.getParentManager());
            Table.of((BaseNDManager) manager.getParentManager());
        }
        watch = new Watch(sweep, new Usage(engine));
        watch.start();
        Output.afterCell(watch::cellEnded);
    }
}
