package lungo.lib.display;

/**
 * Shows values where the code runs: in a notebook of Lungo's kernel, in one of JJava's, or as text on a console.
 * Callable from any thread.
 */
public final class Output {
    private static final Renderings RENDERINGS = Renderings.load();
    private static final Screen SCREEN = find();

    private Output() {}

    /**
     * Hands this library's renderings to the kernel, so that tables, figures and arrays at the end of a cell are shown
     * well. Needed on JJava only, and there only in a notebook that shows one before it uses anything of this library;
     * Lungo's kernel finds them by itself. Calling it again does nothing.
     */
    public static void connect() {
        // The work is done by this class's initialisation.
    }

    /** Shows {@code value}, which may be a {@link Bundle}; returns an id for {@link #update}. */
    public static String display(Object value) {
        return SCREEN.display(value);
    }

    /** Replaces what {@link #display} showed under {@code id} by {@code value}, in every place where it stands. */
    public static void update(String id, Object value) {
        SCREEN.update(id, value);
    }

    /**
     * Has {@code task} run once when the cell that runs now has ended, while what is shown still reaches its reader; does
     * nothing where no kernel tells when a cell ends, as on JJava.
     */
    public static void beforeReply(Runnable task) {
        SCREEN.beforeReply(task);
    }

    /** Has {@code task} run after each cell from now on; does nothing where no kernel tells when a cell ends, as on JJava. */
    public static void afterCell(Runnable task) {
        SCREEN.afterCell(task);
    }

    /** How this library shows {@code value}, on whichever kernel; holds at least text/plain. */
    public static Bundle render(Object value) {
        return RENDERINGS.bundle(value);
    }

    /**
     * Runs {@code step} to its end though the cell is interrupted meanwhile, where the kernel is ours; on others an
     * interrupt may come at any place where its code waits. The thread's interrupt flag tells of it afterwards.
     */
    public static void finish(Runnable step) {
        SCREEN.finish(step);
    }

    private static Screen find() {
        var elsewhere = JJavaScreen.find(RENDERINGS)
                .orElseGet(() -> new ConsoleScreen(RENDERINGS, System.out, System.console() != null));
        try {
            Class.forName("lungo.kernel.display.Notebook", false, Output.class.getClassLoader());
            return new LungoScreen(elsewhere);
        } catch (ClassNotFoundException otherKernel) {
            return elsewhere;
        }
    }
}
