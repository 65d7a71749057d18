package lungo.kernel.dependencies;

/** A dependency cannot be had; the message says which, why, and what to do. */
public final class ResolutionException extends Exception {
    private static final long serialVersionUID = 1L;

    ResolutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
