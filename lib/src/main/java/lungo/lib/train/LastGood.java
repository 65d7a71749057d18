package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.Collectors;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/** A network's arrays as they were when its weights were last found to be numbers, to be set back to. */
final class LastGood implements AutoCloseable {

    private static final Script SCRIPT = Script.resource(LastGood.class, "train.torchscript");

    private final Network network;
    private final Plan plan;
    private final Run run;
    private final Snapshot snapshot;
    private int step;

    /** Those that the network has now, of whatever kind. */
    LastGood(Network network, Plan plan, Run run) {
        this.network = network;
        this.plan = plan;
        this.run = run;
        this.snapshot = new Snapshot(Network.arraysOf(network.block()));
    }

    /** Takes the arrays as they are now, once {@link #requireGoodWeights} let them pass. */
    void take() {
        step = run.step();
        snapshot.take();
    }

    /** Whether all that is trained is finite now. Waits for the device. */
    private boolean areNumbers() {
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

    /** The losses since the last row of the history. Goes back and throws DivergedException if one is no number. */
    Losses.Reading requireNumbers(Losses.Reading reading) {
        int bad = reading.firstBad();
        if (bad >= 0) {
            restore();
            throw diverged("The loss became " + reading.losses()[bad] + " in", run.lastRead() + bad + 1);
        }
        return reading;
    }

    /** A loss that is a number can have an update that is none. Goes back and throws DivergedException then. */
    void requireGoodWeights() {
        if (!areNumbers()) {
            restore();
            throw diverged("The weights became Inf or NaN by", run.step());
        }
    }

    private DivergedException diverged(String what, int bad) {
        int[] rows = plan.rowsOf(run.epoch(), (bad - 1) % plan.stepsPerEpoch());
        String shown = Arrays.stream(rows).limit(8).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return new DivergedException(what + " step " + bad + ", epoch " + run.epoch()
                + ", on rows " + shown + (rows.length > 8 ? ", …" : "")
                + " of the training set. The network is set back to where it was after step " + step
                + ". Lower the learning rate or clip the gradients; if it happens at once,"
                + " look for NaN in those rows, or for a logarithm, root or division of zero in the loss.");
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
