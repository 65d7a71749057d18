package lungo.lib.train;

import java.util.Iterator;
import lungo.lib.data.Batch;
import lungo.lib.data.Batches;
import lungo.lib.data.TensorDataset;

/** What to train on, for how long and in which order; a step takes {@code accumulate} batches. */
record Plan(
        TensorDataset train, TensorDataset test, int epochs, int batchSize, int accumulate, int prefetch, long seed) {

    Plan {
        require(epochs >= 1, "Training takes at least one epoch, not " + epochs + ".");
        require(batchSize >= 1, "A batch holds at least one example, not " + batchSize + ".");
        require(accumulate >= 1, "A step takes at least one batch, not " + accumulate + ".");
        require(train.size() > 0, "The training set is empty (" + train.source() + "): there is nothing to learn.");
        require(test.size() > 0, "The test set is empty (" + test.source() + "). Leave some examples for it.");
    }

    /** The batches of an epoch, which is counted from 1; the first is shuffled with the seed itself. */
    Batches batches(int epoch) {
        Batches batches = train.batches(batchSize, seed + epoch - 1);
        return prefetch == 0 ? batches : batches.prefetch(prefetch);
    }

    /** Batches after an epoch's first {@code steps} steps: made and let go, so that the rest is what it would have been. */
    Iterator<Batch> skip(Iterator<Batch> batches, int steps) {
        for (int i = 0; i < steps * accumulate; i++) {
            batches.next().close();
        }
        return batches;
    }

    /** The first batch of an epoch's step, counted from 0. */
    Batch batchOf(int epoch, int step) {
        try (Batches batches = batches(epoch)) {
            return skip(batches.iterator(), step).next();
        }
    }

    /** The rows of the first batch of an epoch's step. */
    int[] rowsOf(int epoch, int step) {
        try (Batch batch = batchOf(epoch, step)) {
            return batch.rows();
        }
    }

    int batchesPerEpoch() {
        return (train.size() + batchSize - 1) / batchSize;
    }

    int stepsPerEpoch() {
        return (batchesPerEpoch() + accumulate - 1) / accumulate;
    }

    /** How many examples step {@code i} of an epoch has, from 0. */
    int examplesOf(int i) {
        int perStep = batchSize * accumulate;
        return Math.min(perStep, train.size() - i * perStep);
    }

    /** Batches to evaluate in: twice as large, since nothing is kept for a way back. */
    int evaluationBatch() {
        return 2 * batchSize;
    }

    /** Seeds the engine for a step, counted from 0, so that it draws the same numbers whatever was drawn before it. */
    void seedEngine(int step) {
        train.manager().getEngine().setRandomSeed(seedOf(step));
    }

    private int seedOf(int step) {
        long z = seed * 0x9E3779B97F4A7C15L + step;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) (z ^ (z >>> 31)) & Integer.MAX_VALUE;
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
