package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lungo.lib.data.Batch;
import lungo.lib.nn.Tape;
import lungo.lib.optim.Optim;
import lungo.lib.progress.ProgressBar;

/** One run of {@link Training#fit}. */
final class Loop {

    /** Steps between two readings of the loss: each is a wait for the device. */
    private static final int READ_EVERY = 10;

    private final Network network;
    private final Criterion criterion;
    private final Optim optimizer;
    private final Plan plan;
    private final List<Callback> callbacks;
    private final List<History.Epoch> epochs = new ArrayList<>();
    private final List<History.Steps> steps = new ArrayList<>();
    private int step;
    private boolean interrupted;

    Loop(Network network, Criterion criterion, Optim optimizer, Plan plan, List<Callback> callbacks) {
        this.network = network;
        this.criterion = criterion;
        this.optimizer = optimizer;
        this.plan = plan;
        this.callbacks = List.copyOf(callbacks);
    }

    History run() {
        int perEpoch = plan.stepsPerEpoch();
        callbacks.forEach(c -> c.start(plan.epochs(), perEpoch));
        try (var bar = ProgressBar.of("Training", (long) plan.epochs() * perEpoch);
                var meter = new Meter(plan.train().manager())) {
            for (int epoch = 1; epoch <= plan.epochs() && !interrupted; epoch++) {
                runEpoch(epoch, meter, bar);
            }
        } finally {
            callbacks.forEach(c -> c.end(history()));
        }
        return history();
    }

    private void runEpoch(int epoch, Meter meter, ProgressBar bar) {
        long started = System.nanoTime();
        var mean = new EpochMean();
        for (Batch batch : plan.batches(epoch)) {
            try (batch) {
                interrupted |= Thread.interrupted();
                if (interrupted) {
                    return;
                }
                learn(batch, meter);
            }
            step++;
            if (step % READ_EVERY == 0 || step % plan.stepsPerEpoch() == 0) {
                mean.add(report(epoch, meter, bar));
            }
            bar.advanceTo(step);
        }
        finish(epoch, mean, started);
    }

    private void learn(Batch batch, Meter meter) {
        try (var tape = Tape.record()) {
            NDArray logits = network.forward(batch.x(), true);
            NDArray loss = criterion.loss(logits, batch.y());
            optimizer.zeroGrad();
            tape.backward(loss);
            optimizer.step();
            meter.add(loss, logits, batch.y());
        }
    }

    private Meter.Reading report(int epoch, Meter meter, ProgressBar bar) {
        Meter.Reading reading = meter.read();
        requireFinite(reading.loss(), epoch);
        var group = new History.Steps(step, step / (double) plan.stepsPerEpoch(), reading.loss(), reading.accuracy());
        steps.add(group);
        bar.note(String.format("epoch %d of %d, loss %.4f", epoch, plan.epochs(), reading.loss()));
        callbacks.forEach(c -> c.steps(group));
        return reading;
    }

    private void requireFinite(double loss, int epoch) {
        if (!Double.isFinite(loss)) {
            int first = steps.isEmpty() ? 1 : steps.get(steps.size() - 1).last() + 1;
            throw new DivergedException("The loss became " + loss + " between steps " + first + " and " + step
                    + ", in epoch " + epoch + ", and the parameters are lost with it. Initialise the network again, and"
                    + " lower the learning rate; or look for a logarithm, root or division of zero in the loss.");
        }
    }

    private void finish(int epoch, EpochMean mean, long started) {
        var test = Evaluation.of(x -> network.forward(x, false), plan.test(), criterion);
        double seconds = (System.nanoTime() - started) / 1e9;
        epochs.add(new History.Epoch(epoch, mean.loss(), mean.accuracy(), test.loss(), test.accuracy(), seconds));
        callbacks.forEach(c -> c.epoch(epochs.get(epochs.size() - 1)));
    }

    private History history() {
        Optional<String> stopped = interrupted
                ? Optional.of("Interrupted after step " + step + " of " + plan.epochs() * plan.stepsPerEpoch()
                        + "; the network keeps what it has learned")
                : Optional.empty();
        return new History(epochs, steps, plan.test().source(), stopped);
    }

    /** Means over an epoch's readings, weighted by their examples. */
    private static final class EpochMean {
        private double loss;
        private double correct;
        private int examples;

        void add(Meter.Reading reading) {
            loss += reading.loss() * reading.examples();
            correct += reading.correct();
            examples += reading.examples();
        }

        double loss() {
            return loss / examples;
        }

        double accuracy() {
            return correct / examples;
        }
    }
}
