package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import lungo.lib.nn.Tape;

/**
 * PyTorch's SGD, in its order: g ← grad + decay·p; v ← momentum·v + g (v ← g at first); g ← v, or g + momentum·v with
 * Nesterov; p ← p − lr·g. The rate stands outside the velocity, so that changing it acts at once. Not thread-safe.
 *
 * @see <a href="https://pytorch.org/docs/2.7/generated/torch.optim.SGD.html">torch.optim.SGD</a>
 */
public final class Sgd implements Optim {

    private final List<PtNDArray> parameters;
    private final NDArray[] velocities;
    private float learningRate;
    private float momentum;
    private float weightDecay;
    private boolean nesterov;

    Sgd(List<? extends NDArray> parameters, float learningRate) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("There are no parameters to train.");
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (!parameters.get(i).hasGradient()) {
                throw new IllegalArgumentException("Parameter " + i + ", of shape "
                        + parameters.get(i).getShape()
                        + ", requires no gradient. Make it with Init, or call setRequiresGradient(true).");
            }
        }
        this.parameters = parameters.stream().map(p -> (PtNDArray) p).toList();
        this.velocities = new NDArray[parameters.size()];
        learningRate(learningRate);
    }

    /** Sets the step size, now or between steps. Throws if it is negative or not a number. */
    public Sgd learningRate(float learningRate) {
        this.learningRate = atLeastZero("learning rate", learningRate);
        return this;
    }

    public float learningRate() {
        return learningRate;
    }

    /** Sets the share of the velocity that is kept each step; 0 is none. */
    public Sgd momentum(float momentum) {
        this.momentum = atLeastZero("momentum", momentum);
        return this;
    }

    /** Looks ahead along the velocity. Sutskever et al. 2013. Needs a momentum. */
    public Sgd nesterov() {
        if (momentum == 0) {
            throw new IllegalStateException("Nesterov needs a momentum: set one first, such as momentum(0.9f).");
        }
        nesterov = true;
        return this;
    }

    /** Adds decay·p to each gradient: the L2 penalty decay/2·p². */
    public Sgd weightDecay(float weightDecay) {
        this.weightDecay = atLeastZero("weight decay", weightDecay);
        return this;
    }

    @Override
    public void zeroGrad() {
        for (PtNDArray p : parameters) {
            try (NDArray gradient = JniUtils.getGradient(p)) {
                if (gradient != null) {
                    JniUtils.zeroGrad(p);
                }
            }
        }
    }

    @Override
    public void step() {
        // Scalars stand on the left: a result belongs to the manager of its left side, here one that ends with the
        // step.
        var pause = Tape.pause();
        try (var scratch = parameters.get(0).getManager().newSubManager()) {
            var scalars = new Scalars(scratch);
            for (int i = 0; i < parameters.size(); i++) {
                NDArray gradient = JniUtils.getGradient(parameters.get(i));
                if (gradient != null) {
                    gradient.attach(scratch);
                    update(i, gradient, scalars);
                }
            }
        } finally {
            pause.close();
        }
    }

    private void update(int i, NDArray gradient, Scalars scalars) {
        PtNDArray p = parameters.get(i);
        NDArray g = weightDecay == 0 ? gradient : scalars.weightDecay.mul(p).addi(gradient);
        if (momentum != 0) {
            NDArray v = accelerate(i, g, scalars.momentum);
            g = nesterov ? scalars.momentum.mul(v).addi(g) : v;
        }
        try (NDArray move = scalars.learningRate.mul(g)) {
            p.subi(move);
        }
    }

    private NDArray accelerate(int i, NDArray g, NDArray momentum) {
        if (velocities[i] != null) {
            return velocities[i].muli(momentum).addi(g);
        }
        velocities[i] = g.duplicate();
        velocities[i].attach(parameters.get(i).getManager());
        return velocities[i];
    }

    @Override
    public void close() {
        for (int i = 0; i < velocities.length; i++) {
            if (velocities[i] != null) {
                velocities[i].close();
                velocities[i] = null;
            }
        }
    }

    private static float atLeastZero(String name, float value) {
        if (!(value >= 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException("The " + name + " is a number of at least 0, not " + value + ".");
        }
        return value;
    }

    private final class Scalars {
        final NDArray learningRate;
        final NDArray momentum;
        final NDArray weightDecay;

        Scalars(NDManager scratch) {
            learningRate = scratch.create(Sgd.this.learningRate);
            momentum = scratch.create(Sgd.this.momentum);
            weightDecay = scratch.create(Sgd.this.weightDecay);
        }
    }
}
