package lungo.lib.train;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import lungo.lib.data.Batch;
import lungo.lib.nn.Tape;
import lungo.lib.optim.Optim;
import lungo.lib.script.Script;

/** Takes steps of the optimiser: forward, loss and backward of a step's batches, then the update. */
final class Learner implements AutoCloseable {

    private static final Script SCRIPT = Script.resource(Learner.class, "train.torchscript");

    private final Network network;
    private final Criterion criterion;
    private final Optim optimizer;
    private final List<Consumer<List<NDArray>>> onGradients;
    private final Replicas replicas;
    private final Losses losses;
    private final Measures measures;

    Learner(Network network, Training training, Optim optimizer, Losses losses, Measures measures) {
        this.network = network;
        this.criterion = training.criterion;
        this.optimizer = optimizer;
        this.onGradients = List.copyOf(training.onGradients);
        this.replicas = new Replicas(network, training.devices);
        this.losses = losses;
        this.measures = measures;
    }

    /** Step {@code i} of an epoch, from 0, on the next batches. Throws what {@link Diagnosis} finds. */
    void step(Iterator<Batch> batches, Plan plan, int epoch, int i) {
        try (var tape = Tape.record()) {
            if (plan.accumulate() == 1 && onGradients.isEmpty() && replicas.count() == 1) {
                try (Batch batch = batches.next()) {
                    Replicas.Part whole = replicas.whole(batch);
                    optimizer.minimize(loss(whole, 1));
                }
            } else {
                storedGradients(batches, plan.batchesOf(i), plan.examplesOf(i), tape);
            }
        } catch (RuntimeException e) {
            throw Diagnosis.of(inWords(e), network.block(), plan, epoch, i);
        }
        losses.endStep();
    }

    /** Has all devices begin from the network's arrays, whoever changed them. */
    void broadcast() {
        replicas.broadcast();
    }

    /** Slower than minimize: gradients are kept, so that they add up and can be looked at. */
    private void storedGradients(Iterator<Batch> batches, int count, int examples, Tape tape) {
        optimizer.zeroGrad();
        for (int k = 0; k < count; k++) {
            try (Batch batch = batches.next()) {
                for (Replicas.Part part : replicas.parts(batch)) {
                    // Means over the parts of a step, weighted by their sizes, add up to the mean over the step.
                    float share = part.size() / (float) examples;
                    NDArray loss = loss(part, share);
                    tape.backward(share == 1 ? loss : SCRIPT.array("scaled", loss, share));
                }
            }
        }
        replicas.gatherGradients();
        onGradients.forEach(change -> change.accept(network.parameters()));
        optimizer.step();
        replicas.broadcast();
    }

    private NDArray loss(Replicas.Part part, float share) {
        NDArray output = part.on().forward(part.x(), true);
        NDArray loss = requireLoss(criterion.loss(output, part.y()));
        losses.add(replicas.home(loss), share, part.size());
        measures.update(replicas.home(output), replicas.home(part.y()));
        return loss;
    }

    /** In a step everything is recorded, so a loss that was not does not follow from the parameters. */
    private static RuntimeException inWords(RuntimeException e) {
        boolean isConstant = e instanceof IllegalStateException
                && e.getCause() instanceof EngineException
                && e.getCause().getMessage().contains("does not require grad");
        return !isConstant
                ? e
                : new IllegalArgumentException(
                        "The loss does not depend on the network's parameters, so they cannot learn from it. Compute it"
                                + " from the output with NDArray's own methods, not from numbers read out of it, and"
                                + " leave some parameters unfrozen.",
                        e);
    }

    /** Throws IllegalArgumentException unless it is one number. */
    private static NDArray requireLoss(NDArray loss) {
        if (loss == null) {
            throw new IllegalArgumentException(
                    "The loss function returned null. It must return one number, an NDArray.");
        }
        Tape.requireNumber(loss);
        return loss;
    }

    @Override
    public void close() {
        replicas.close();
    }
}
