package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import lungo.lib.data.Batch;
import lungo.lib.nn.Tape;
import lungo.lib.optim.Optim;

/** Takes steps of the optimiser: forward, loss and backward of a step's batches, then the update. */
final class Learner {

    private final Network network;
    private final Criterion criterion;
    private final Optim optimizer;
    private final List<Consumer<List<NDArray>>> onGradients;
    private final List<NDArray> parameters;
    private final Losses losses;
    private final Measures measures;

    Learner(Network network, Training training, Optim optimizer, Losses losses, Measures measures) {
        this.network = network;
        this.criterion = training.criterion;
        this.optimizer = optimizer;
        this.onGradients = List.copyOf(training.onGradients);
        this.parameters = network.parameters();
        this.losses = losses;
        this.measures = measures;
    }

    /** A step of up to {@code accumulate} batches, which have {@code examples} examples together. */
    void step(Iterator<Batch> batches, int accumulate, int examples) {
        try (var tape = Tape.record()) {
            if (accumulate == 1 && onGradients.isEmpty()) {
                try (Batch batch = batches.next()) {
                    optimizer.minimize(loss(batch, 1));
                }
            } else {
                storedGradients(batches, accumulate, examples, tape);
            }
        }
        losses.endStep();
    }

    /** Slower than minimize: gradients are kept, so that they add up and can be looked at. */
    private void storedGradients(Iterator<Batch> batches, int accumulate, int examples, Tape tape) {
        optimizer.zeroGrad();
        for (int i = 0; i < accumulate && batches.hasNext(); i++) {
            try (Batch batch = batches.next()) {
                // Means over the parts of a step, weighted by their sizes, add up to the mean over the step.
                float share = batch.size() / (float) examples;
                NDArray loss = loss(batch, share);
                tape.backward(share == 1 ? loss : loss.mul(share));
            }
        }
        onGradients.forEach(change -> change.accept(parameters));
        optimizer.step();
    }

    private NDArray loss(Batch batch, float share) {
        NDArray output = network.forward(batch.x(), true);
        NDArray loss = criterion.loss(output, batch.y());
        losses.add(loss, share, batch.size());
        measures.update(output, batch.y());
        return loss;
    }
}
