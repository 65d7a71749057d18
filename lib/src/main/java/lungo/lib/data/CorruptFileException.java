package lungo.lib.data;

import java.io.IOException;

/** A file that is there but is not what it should be; the message says how it differs. */
final class CorruptFileException extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptFileException(String message) {
        super(message);
    }
}
