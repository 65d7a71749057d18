package lungo.kernel.display;

import java.util.function.Consumer;

/** One end of a comm: a line over which code of a cell and code in the frontend send each other data. */
public interface Comm {
    /** The comm's id, the same at both ends. */
    String id();

    /** The target that it was opened for. */
    String target();

    /** Sends {@code data}: maps, lists, strings, numbers, booleans, null. */
    void send(Object data);

    /** Closes the comm at both ends. */
    void close();

    /** Has {@code listener} called with the data of each message that comes. */
    void onMessage(Consumer<Object> listener);

    /** Has {@code listener} called when the frontend closes the comm. */
    void onClose(Runnable listener);
}
