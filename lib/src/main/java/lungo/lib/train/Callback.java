package lungo.lib.train;

/** Hears how training goes, on the thread that trains: for charts, logs and schedules. Every method may be left out. */
public interface Callback {

    /** Before the first step of {@code epochs} epochs of {@code stepsPerEpoch} steps. */
    default void start(int epochs, int stepsPerEpoch) {}

    /** Some steps were taken, ten as a rule; their means are in {@code steps}. */
    default void steps(History.Steps steps) {}

    /** An epoch has ended and the test set was evaluated. */
    default void epoch(History.Epoch epoch) {}

    /** Training is over: finished, interrupted or failed. Called exactly once after {@link #start}. */
    default void end(History history) {}
}
