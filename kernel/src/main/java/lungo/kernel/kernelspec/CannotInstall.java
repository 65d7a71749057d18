package lungo.kernel.kernelspec;

/** The kernelspec cannot be installed; the message says why, and what to do. */
public final class CannotInstall extends Exception {
    private static final long serialVersionUID = 1L;

    CannotInstall(String message) {
        super(message);
    }

    CannotInstall(String message, Throwable cause) {
        super(message, cause);
    }
}
