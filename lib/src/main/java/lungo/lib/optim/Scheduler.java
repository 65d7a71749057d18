package lungo.lib.optim;

import java.util.Map;

/** Sets the learning rates of an optimiser's groups as training goes on. A loop calls both methods; each has its use. */
public interface Scheduler {

    /** To be called after each {@code optimizer.step()}. */
    void afterStep();

    /**
     * To be called after each epoch.
     *
     * @param metric what is watched, such as the validation loss; only {@link ReduceOnPlateau} looks at it
     */
    void afterEpoch(double metric);

    /** All that the further rates depend on: a checkpoint, together with the optimiser's. */
    Map<String, Double> state();

    /** Goes on from {@link #state}. Throws IllegalArgumentException if it is that of another kind of scheduler. */
    void load(Map<String, Double> state);
}
