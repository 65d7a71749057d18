package lungo.lib.compile;

/** A block that cannot be written as a program, since it does what a program cannot repeat; the message says what. */
final class UntraceableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UntraceableException(String message) {
        super(message);
    }
}
