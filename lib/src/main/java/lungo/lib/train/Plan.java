package lungo.lib.train;

import lungo.lib.data.Batches;
import lungo.lib.data.TensorDataset;

/** What to train on, for how long and in which order. */
record Plan(TensorDataset train, TensorDataset test, int epochs, int batchSize, long seed) {

    Plan {
        if (epochs < 1) {
            throw new IllegalArgumentException("Training takes at least one epoch, not " + epochs + ".");
        }
    }

    /** The batches of an epoch, which is counted from 1; the first is shuffled with the seed itself. */
    Batches batches(int epoch) {
        return train.batches(batchSize, seed + epoch - 1);
    }

    int stepsPerEpoch() {
        return batches(1).count();
    }
}
