package lungo.lib.display;

/** A place where values are shown: a kernel's notebook, or a console. */
interface Screen {
    /** Shows {@code value} and returns an id for {@link #update}. */
    String display(Object value);

    /** Replaces what was shown under {@code id}. */
    void update(String id, Object value);

    /** Has {@code task} run once when the cell that runs now has ended, before its output is closed, where there are cells. */
    default void beforeReply(Runnable task) {}

    /** Has {@code task} run after each cell, where there are cells and the kernel tells when they end. */
    default void afterCell(Runnable task) {}

    /** Runs {@code step}, to its end if this place can see to that. */
    default void finish(Runnable step) {
        step.run();
    }
}
