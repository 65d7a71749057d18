package lungo.kernel.display;

import java.util.function.BiConsumer;

/** The comms of a session. Source: Jupyter messaging 5.4, "Custom messages". */
public interface Comms {
    /** Has {@code opened} called with each comm that the frontend opens for {@code target}, and the data of its opening. */
    void register(String target, BiConsumer<Comm, Object> opened);

    /** Opens a comm for {@code target} in the frontend. */
    Comm open(String target, Object data);
}
