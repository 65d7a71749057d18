package lungo.lib.optim;

import java.util.Locale;
import java.util.function.DoublePredicate;

/**
 * A setting of a {@link ParameterGroup}: one number, named as in {@code torch.optim}; 0 and 1 are off and on. A float is
 * taken as it is written, so that 0.999f is Python's 0.999: as a double it would put Adam's 1 − β₂ wrong by 1e-5 of itself.
 */
public enum Option {
    LR("lr", "a number of at least 0", Option::notNegative),
    WEIGHT_DECAY("weight_decay", "a number of at least 0", Option::notNegative),
    L1("l1", "a number of at least 0", Option::notNegative),
    MOMENTUM("momentum", "a number of at least 0", Option::notNegative),
    DAMPENING("dampening", "a number", Double::isFinite),
    NESTEROV("nesterov", "0 or 1", v -> v == 0 || v == 1),
    BETA1("beta1", "at least 0 and less than 1", Option::share),
    BETA2("beta2", "at least 0 and less than 1", Option::share),
    EPS("eps", "a number of at least 0", Option::notNegative),
    AMSGRAD("amsgrad", "0 or 1", v -> v == 0 || v == 1),
    ALPHA("alpha", "a number of at least 0", Option::notNegative),
    CENTERED("centered", "0 or 1", v -> v == 0 || v == 1),
    LR_DECAY("lr_decay", "a number of at least 0", Option::notNegative),
    INITIAL_ACCUMULATOR("initial_accumulator_value", "a number of at least 0", Option::notNegative);

    private final String torchName;
    private final String range;
    private final DoublePredicate allowed;

    Option(String torchName, String range, DoublePredicate allowed) {
        this.torchName = torchName;
        this.range = range;
        this.allowed = allowed;
    }

    /** PyTorch's name of it, such as {@code weight_decay}. */
    public String torchName() {
        return torchName;
    }

    double checked(double value) {
        if (!allowed.test(value)) {
            throw new IllegalArgumentException("The " + this + " is " + range + ", not " + value + ".");
        }
        return (float) value == value ? Double.parseDouble(Float.toString((float) value)) : value;
    }

    /** In words: "weight decay". */
    @Override
    public String toString() {
        return this == LR ? "learning rate" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static boolean notNegative(double value) {
        return value >= 0 && Double.isFinite(value);
    }

    private static boolean share(double value) {
        return value >= 0 && value < 1;
    }
}
