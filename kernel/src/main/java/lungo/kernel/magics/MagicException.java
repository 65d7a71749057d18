package lungo.kernel.magics;

/** A magic was used wrongly, or could not do its work; the message says what, which value, and the remedy. */
public final class MagicException extends Exception {
    private static final long serialVersionUID = 1L;

    MagicException(String message) {
        super(message);
    }

    MagicException(String message, Throwable cause) {
        super(message, cause);
    }
}
