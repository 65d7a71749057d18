package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters that share their settings. A change acts at the next step. Made by {@link TorchOptim#group}; the first holds
 * the parameters that the optimiser was made with.
 */
public final class ParameterGroup {

    private final String optimizer;
    private final List<NDArray> parameters;
    private final EnumMap<Option, Double> options;

    ParameterGroup(String optimizer, List<? extends NDArray> parameters, Map<Option, Double> options) {
        this.optimizer = optimizer;
        this.parameters = List.copyOf(parameters);
        this.options = new EnumMap<>(options);
    }

    public List<NDArray> parameters() {
        return parameters;
    }

    public double learningRate() {
        return get(Option.LR);
    }

    /** Sets the step size of this group. */
    public ParameterGroup learningRate(double learningRate) {
        return set(Option.LR, learningRate);
    }

    /** Sets the share of themselves by which this group's parameters are pulled to zero. */
    public ParameterGroup weightDecay(double weightDecay) {
        return set(Option.WEIGHT_DECAY, weightDecay);
    }

    /** Adds λ·sign(p) to this group's gradients: the penalty λ·|p|. */
    public ParameterGroup l1(double lambda) {
        return set(Option.L1, lambda);
    }

    public boolean has(Option option) {
        return options.containsKey(option);
    }

    /** Throws IllegalArgumentException if this kind of optimiser has no such option. */
    public double get(Option option) {
        return options.get(known(option));
    }

    /** Throws IllegalArgumentException if this kind of optimiser has no such option, or not that value. */
    public ParameterGroup set(Option option, double value) {
        options.put(known(option), option.checked(value));
        return this;
    }

    Map<Option, Double> options() {
        return options;
    }

    private Option known(Option option) {
        if (!has(option)) {
            throw new IllegalArgumentException(optimizer + " has no " + option + ". It has " + options.keySet() + ".");
        }
        return option;
    }
}
