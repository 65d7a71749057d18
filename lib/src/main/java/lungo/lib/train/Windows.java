package lungo.lib.train;

/**
 * The groups of steps whose losses are read together: they divide an epoch evenly, since a last one of a step or two would
 * make curves zigzag, and have {@code readEvery} steps or up to twice as many, or all of an epoch of fewer.
 */
record Windows(int stepsPerEpoch, int readEvery) {

    /** Whether a window ends with an epoch's step {@code i}, from 0. */
    boolean endsWith(int i) {
        return before(i + 1) > before(i);
    }

    /** The most steps that one has. */
    int longest() {
        return (stepsPerEpoch + count() - 1) / count();
    }

    private int count() {
        return Math.max(1, stepsPerEpoch / readEvery);
    }

    /** How many have ended after so many steps. */
    private long before(int steps) {
        return (long) steps * count() / stepsPerEpoch;
    }
}
