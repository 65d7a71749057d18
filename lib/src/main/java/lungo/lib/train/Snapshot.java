package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collection;
import java.util.List;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/** A copy of some arrays, beside them on their device, to set them back to. */
final class Snapshot implements AutoCloseable {

    private static final Script SCRIPT = Script.resource(Snapshot.class, "train.torchscript");

    private final List<NDArray> arrays;
    private final NDManager manager;
    private final List<NDArray> copies;

    /** Takes a first copy. */
    Snapshot(Collection<NDArray> arrays) {
        this.arrays = List.copyOf(arrays);
        var pause = Tape.pause();
        try {
            manager = this.arrays.get(0).getManager().newSubManager();
            copies = this.arrays.stream().map(this::copy).toList();
        } finally {
            pause.close();
        }
    }

    private NDArray copy(NDArray array) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        return copy;
    }

    /** Copies the arrays as they are now. */
    void take() {
        copy(copies, arrays);
    }

    /** Sets the arrays back to what they were when last taken. */
    void restore() {
        copy(arrays, copies);
    }

    private static void copy(List<NDArray> into, List<NDArray> values) {
        var pause = Tape.pause();
        try {
            SCRIPT.run("copy", into, values);
        } finally {
            pause.close();
        }
    }

    /** Takes these values instead of those that the arrays have. */
    void set(List<NDArray> values) {
        copy(copies, values);
    }

    /** The copies, in the order of the arrays. */
    List<NDArray> copies() {
        return copies;
    }

    @Override
    public void close() {
        manager.close();
    }
}
