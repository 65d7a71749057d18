package lungo.lib.train;

/** The loss is no longer a number; the message says since which step, on which rows, and what to try. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
        super(message);
    }
}
