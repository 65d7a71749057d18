package lungo.kernel.execution;

/** What System.exit does in a cell: ends the cell and leaves the kernel, with all its variables, alive. */
public final class SystemExit extends Error {
    private static final long serialVersionUID = 1;

    SystemExit(int status) {
        super("System.exit(" + status + ") ended this cell; the kernel and its variables live on."
                + " To end the kernel, shut it down or restart it from the Kernel menu.");
    }
}
