package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * Hears how training goes, on the thread that trains: for charts, logs, and to stop it. Every method may be left out. Those
 * with a {@link Run} are called at each step: what they do slows the loop down, and reading a number waits for the device.
 */
public interface Callback {

    /**
     * The names of the columns that the history will have, such as "test loss"; before {@link #start}. One that needs
     * another throws IllegalArgumentException, and nothing is trained.
     */
    default void columns(List<String> columns) {}

    /** Before the first step of {@code epochs} epochs of {@code stepsPerEpoch} steps. */
    default void start(int epochs, int stepsPerEpoch) {}

    /** Before the first step of an epoch. */
    default void beforeEpoch(Run run) {}

    /** Before the network sees a step's first batch. */
    default void beforeStep(Run run) {}

    /** The optimiser has moved the parameters. */
    default void afterStep(Run run) {}

    /** Some steps were taken, see {@link Training#readEvery}; their means are in {@code steps}. */
    default void steps(History.Steps steps) {}

    /** An epoch has ended and the test set was evaluated. */
    default void epoch(History.Epoch epoch) {}

    /** After {@link #epoch}, for whoever acts on the run. */
    default void afterEpoch(Run run) {}

    /** Arrays that a checkpoint keeps for this callback, by names of its choice; they are only read. */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /**
     * Training goes on after a checkpoint: the run's history is that of the checkpoint, {@code state} what {@link #state}
     * gave then, to be copied if it is kept; empty if no callback of this class, by its simple name, was there. Called after
     * {@link #start}.
     */
    default void resume(Run run, Map<String, NDArray> state) {}

    /** Training is over: finished, stopped or failed. Called exactly once after {@link #start}. */
    default void end(History history) {}
}
