package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lungo.lib.nn.Tape;

/**
 * An optimiser of {@code torch.optim}: groups of parameters, each with its own settings, moved by one call of the engine a
 * step. A setting made here is made in every group; one made on a {@link ParameterGroup} in that alone.
 */
public abstract sealed class TorchOptim<O extends TorchOptim<O>> implements Optim
        permits Sgd, Adam, AdamW, RmsProp, Adagrad {

    /** What no gradient's version is: none was zeroed yet. */
    private static final long NEVER = -2;

    private final NoGrad program;
    private final List<ParameterGroup> groups = new ArrayList<>();
    private final List<NDArray> parameters = new ArrayList<>();
    private final OptimState state;
    private long[] zeroed = {};
    private double[] clip = {};
    private boolean foreach;
    private boolean closed;

    TorchOptim(NoGrad program, List<String> slots, List<? extends NDArray> parameters, Map<Option, Double> options) {
        this.program = program;
        GroupCheck.requireTrainable(this.parameters, parameters);
        this.foreach = parameters.get(0).getDevice().isGpu();
        this.state = new OptimState(program, slots, parameters.get(0).getManager());
        add(parameters, options);
    }

    abstract O self();

    /** Sets the step size, now or between steps. Throws if it is negative or not a number. */
    public final O learningRate(double learningRate) {
        return set(Option.LR, learningRate);
    }

    /** The step size of the first group. */
    public final double learningRate() {
        return groups.get(0).learningRate();
    }

    /** Sets the weight decay λ. It adds λ·p to each gradient, the L2 penalty λ/2·p²; AdamW pulls p itself instead. */
    public O weightDecay(double weightDecay) {
        return set(Option.WEIGHT_DECAY, weightDecay);
    }

    /**
     * Adds λ·sign(p) to each gradient, before {@link #clipNorm}, as if the loss had λ·Σ|p| in it, which makes weights zero.
     * {@code torch.optim} has none. A parameter without a gradient stays as it is.
     */
    public final O l1(double lambda) {
        return set(Option.L1, lambda);
    }

    /**
     * Shortens the gradients of all groups at each step, with what {@link #l1} adds, as {@link GradientClipping#byNorm}
     * does; infinity is never.
     */
    public final O clipNorm(double maxNorm) {
        clip = new double[] {GradientClipping.positive("norm", maxNorm), clip.length == 0 ? inf() : clip[1]};
        return self();
    }

    /** Clamps each gradient to ±{@code maxValue} at each step, after {@link #clipNorm}; infinity is never. */
    public final O clipValue(double maxValue) {
        clip = new double[] {clip.length == 0 ? inf() : clip[0], GradientClipping.positive("value", maxValue)};
        return self();
    }

    /** Adds parameters with settings of their own, which begin as those of the first group. */
    public final ParameterGroup group(List<? extends NDArray> parameters) {
        requireOpen();
        GroupCheck.requireTrainable(this.parameters, parameters);
        return add(parameters, groups.get(0).options());
    }

    @Override
    public final List<ParameterGroup> groups() {
        return List.copyOf(groups);
    }

    @Override
    public final void zeroGrad() {
        requireOpen();
        try (NDArray versions = program.array("zero", parameters, zeroed)) {
            zeroed = versions.toLongArray();
        }
    }

    @Override
    public final void step() {
        update(List.of());
    }

    @Override
    public final void minimize(NDArray loss) {
        Tape.through(loss, () -> update(List.of(loss)));
    }

    @Override
    public final Map<String, NDArray> state(NDManager manager) {
        requireOpen();
        return state.save(manager, groups);
    }

    @Override
    public final void load(Map<String, ? extends NDArray> saved) {
        requireOpen();
        state.load(saved, groups);
    }

    @Override
    public final void close() {
        closed = true;
        state.close();
    }

    /** Has all parameters moved at once, or each by itself; unless told, at once on a GPU. {@code foreach} in PyTorch. */
    final O foreach(boolean foreach) {
        this.foreach = foreach;
        return self();
    }

    final O set(Option option, double value) {
        groups.forEach(group -> group.set(option, value));
        return self();
    }

    static EnumMap<Option, Double> defaults(double learningRate) {
        var options = new EnumMap<Option, Double>(Option.class);
        options.put(Option.LR, learningRate);
        options.put(Option.WEIGHT_DECAY, 0.0);
        options.put(Option.L1, 0.0);
        return options;
    }

    private ParameterGroup add(List<? extends NDArray> added, Map<Option, Double> options) {
        var group = new ParameterGroup(getClass().getSimpleName(), added, options);
        options.forEach(group::set); // checks them
        groups.add(group);
        parameters.addAll(added);
        state.add(added);
        int before = zeroed.length;
        zeroed = Arrays.copyOf(zeroed, parameters.size());
        Arrays.fill(zeroed, before, zeroed.length, NEVER);
        return group;
    }

    private void update(List<NDArray> losses) {
        requireOpen();
        var ends = new long[groups.size()];
        double[] options = groups.stream()
                .flatMap(group -> group.options().values().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        for (int i = 0, end = 0; i < ends.length; i++) {
            end += groups.get(i).parameters().size();
            ends[i] = end;
        }
        program.run("step", losses, parameters, zeroed, clip, ends, options, foreach, state.width(), state.arrays());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This optimiser is closed, and its state is gone. Make a new one.");
        }
    }

    private static double inf() {
        return Double.POSITIVE_INFINITY;
    }
}
