package lungo.kernel;

import lungo.kernel.messages.Execute.Failure;

/** Code that a cell ran has failed; {@link #failure} is what its person is shown. */
final class CellFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    CellFailure(Failure failure, Throwable cause) {
        super(failure.name() + ": " + failure.value(), cause);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
