package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/** A network's arrays as they were when its weights were last found to be numbers, to be set back to. */
final class LastGood implements AutoCloseable {

    private static final Script SCRIPT = Script.resource(LastGood.class, "train.torchscript");

    private final Network network;
    private final Snapshot snapshot;
    private int step;

    /** Those that the network has now, of whatever kind. */
    LastGood(Network network) {
        this.network = network;
        this.snapshot = new Snapshot(Network.arraysOf(network.block()));
    }

    /** Takes the arrays as they are after {@code step} steps, once {@link #areNumbers} said so. */
    void take(int step) {
        this.step = step;
        snapshot.take();
    }

    /** Whether all that is trained is finite now. Waits for the device. */
    boolean areNumbers() {
        if (network.parameters().isEmpty()) {
            return true;
        }
        var pause = Tape.pause();
        try (NDManager scratch = network.manager().newSubManager();
                NDArray finite = SCRIPT.array(scratch, "finite", network.parameters())) {
            return finite.getBoolean();
        } finally {
            pause.close();
        }
    }

    void restore() {
        snapshot.restore();
    }

    /** How many steps had been taken when they were. */
    int step() {
        return step;
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
