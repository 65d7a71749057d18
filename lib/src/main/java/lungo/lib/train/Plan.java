package lungo.lib.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import lungo.lib.data.Batch;
import lungo.lib.data.Batches;
import lungo.lib.data.TensorDataset;

/** What to train on, for how long and in which order; a step takes {@code accumulate} batches. */
record Plan(
        TensorDataset train,
        Optional<TensorDataset> test,
        int epochs,
        int batchSize,
        int accumulate,
        int prefetch,
        boolean dropLast,
        long seed) {

    Plan {
        require(epochs >= 1, "Training takes at least one epoch, not " + epochs + ".");
        require(batchSize >= 1, "A batch holds at least one example, not " + batchSize + ".");
        require(accumulate >= 1, "A step takes at least one batch, not " + accumulate + ".");
        require(train.size() > 0, "The training set is empty (" + train.source() + "): there is nothing to learn.");
        long steps = epochs * (((train.size() - 1L) / batchSize + accumulate) / accumulate);
        require(
                steps <= Integer.MAX_VALUE,
                "Training takes 2,147,483,647 steps at most, not " + steps + ": fewer epochs, or larger batches.");
        test.ifPresent(set ->
                require(set.size() > 0, "The test set is empty (" + set.source() + "). Leave some examples for it."));
        require(
                !dropLast || train.size() >= batchSize,
                "With dropLast there is not one batch of " + batchSize + " in the " + train.size()
                        + " examples. Take a smaller batch, or leave dropLast out.");
    }

    /** The batches of an epoch, which is counted from 1, after its first {@code steps} steps; the first has the seed itself. */
    Batches batches(int epoch, int steps) {
        Batches batches = train.batches(batchSize, seed + epoch - 1).skip(steps * accumulate);
        return prefetch == 0 ? batches : batches.prefetch(prefetch);
    }

    /** The first batch of an epoch's step, counted from 0. */
    Batch batchOf(int epoch, int step) {
        try (Batches batches = batches(epoch, step)) {
            return batches.iterator().next();
        }
    }

    /** The rows of the first batch of an epoch's step. */
    int[] rowsOf(int epoch, int step) {
        try (Batch batch = batchOf(epoch, step)) {
            return batch.rows();
        }
    }

    int batchesPerEpoch() {
        return dropLast ? train.size() / batchSize : (train.size() + batchSize - 1) / batchSize;
    }

    int stepsPerEpoch() {
        return (batchesPerEpoch() + accumulate - 1) / accumulate;
    }

    /** How many batches step {@code i} of an epoch has, from 0. */
    int batchesOf(int i) {
        return Math.min(accumulate, batchesPerEpoch() - i * accumulate);
    }

    /** How many examples step {@code i} of an epoch has, from 0. */
    int examplesOf(int i) {
        int perStep = batchSize * accumulate;
        return Math.min(perStep, Math.min(train.size(), batchesPerEpoch() * batchSize) - i * perStep);
    }

    /** Where the data came from that the network is judged by. */
    String source() {
        return test.orElse(train).source();
    }

    /** Batches to evaluate in: twice as large, since nothing is kept for a way back. */
    int evaluationBatch() {
        return 2 * batchSize;
    }

    /** Seeds the engine for a step, counted from 0, so that it draws the same numbers whatever was drawn before it. */
    void seedEngine(int step) {
        train.manager().getEngine().setRandomSeed(seedOf(step));
    }

    /** A seed from the engine's generator, which whoever wants the same one again can seed. */
    static long drawnSeed(NDManager near) {
        try (NDManager cpu = near.newSubManager(Device.cpu());
                NDArray one = cpu.randomInteger(0, Integer.MAX_VALUE, new Shape(1), DataType.INT64)) {
            return one.getLong(0);
        }
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
