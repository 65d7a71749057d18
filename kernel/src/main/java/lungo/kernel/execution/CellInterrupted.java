package lungo.kernel.execution;

/** Ends the code of a cell that was interrupted; an Error, so that no catch of exceptions takes it. */
public final class CellInterrupted extends Error {
    private static final long serialVersionUID = 1;

    CellInterrupted() {
        super("The cell was interrupted", null, false, false);
    }
}
