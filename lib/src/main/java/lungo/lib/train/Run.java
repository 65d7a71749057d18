package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lungo.lib.optim.Optim;

/** Where training stands, for a {@link Callback}; {@link #stop} ends it before the next step. */
public final class Run {

    private final Block net;
    private final Optim optimizer;
    private final Plan plan;
    private final Losses losses;
    private final List<History.Epoch> epochs = new ArrayList<>();
    private final List<History.Steps> steps = new ArrayList<>();
    private int step;
    private int epoch;
    private String stopped;

    Run(Block net, Optim optimizer, Plan plan, Losses losses) {
        this.net = net;
        this.optimizer = optimizer;
        this.plan = plan;
        this.losses = losses;
    }

    /** Steps that the optimiser has taken, over all epochs. */
    public int step() {
        return step;
    }

    /** The epoch that runs, or ran last, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Epochs that were asked for. */
    public int epochs() {
        return plan.epochs();
    }

    public int stepsPerEpoch() {
        return plan.stepsPerEpoch();
    }

    public Block net() {
        return net;
    }

    public Optim optimizer() {
        return optimizer;
    }

    /** A copy of the last step's mean loss, one number on the device, NaN before the first; to be closed by whoever asks. */
    public NDArray loss() {
        return losses.last();
    }

    /** What was measured so far. */
    public History history() {
        return new History(epochs, steps, plan.source(), Optional.ofNullable(stopped));
    }

    /** Ends training before its next step; the history gives {@code reason}, a sentence without its full stop. */
    public void stop(String reason) {
        stopped = stopped == null ? reason : stopped;
    }

    boolean isStopped() {
        return stopped != null;
    }

    void beginEpoch(int number) {
        epoch = number;
    }

    void stepped() {
        step++;
    }

    void add(History.Steps group) {
        steps.add(group);
    }

    void add(History.Epoch whole) {
        epochs.add(whole);
    }

    /** The number of the last step that was read, 0 if none. */
    int lastRead() {
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).last();
    }

    /** Goes on from a checkpoint. */
    void resume(History history, int atEpoch, int atStep) {
        epochs.addAll(history.epochs());
        steps.addAll(history.steps());
        epoch = atEpoch;
        step = atStep;
    }
}
