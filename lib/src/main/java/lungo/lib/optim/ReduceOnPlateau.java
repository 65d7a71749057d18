package lungo.lib.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lowers the rates of all groups when what is watched has stopped improving: PyTorch's {@code ReduceLROnPlateau}, with its
 * defaults: the smaller the better, factor 0.1, patience 10, threshold 1e-4 relative, cooldown 0, smallest rate 0.
 *
 * <pre>{@code
 * Scheduler scheduler = ReduceOnPlateau.of(optimizer).factor(0.5).patience(3);
 * scheduler.afterEpoch(validationLoss);
 * }</pre>
 */
public final class ReduceOnPlateau implements Scheduler {

    /** A fall smaller than this is none. */
    private static final double SMALLEST_FALL = 1e-8;

    private final Optim optimizer;
    private boolean larger;
    private boolean absolute;
    private double factor = 0.1;
    private double threshold = 1e-4;
    private double smallest;
    private int patience = 10;
    private int cooldown;

    private double best = Double.POSITIVE_INFINITY;
    private int bad;
    private int cooling;

    private ReduceOnPlateau(Optim optimizer) {
        this.optimizer = optimizer;
    }

    public static ReduceOnPlateau of(Optim optimizer) {
        return new ReduceOnPlateau(optimizer);
    }

    /** Watches something that is to grow, such as an accuracy: {@code mode="max"}. To be said before the first epoch. */
    public ReduceOnPlateau larger() {
        larger = true;
        best = Double.NEGATIVE_INFINITY;
        return this;
    }

    /** Sets by what the rates are multiplied; above 0 and less than 1. */
    public ReduceOnPlateau factor(double factor) {
        this.factor = Require.between("the factor on a plateau", Double.MIN_VALUE, factor, Math.nextDown(1.0));
        return this;
    }

    /** Sets after how many epochs without improvement the next one lowers the rates. */
    public ReduceOnPlateau patience(int epochs) {
        this.patience = (int) Require.between("the patience", 0, epochs, Integer.MAX_VALUE);
        return this;
    }

    /** Sets by which share of the best an improvement has to differ from it. */
    public ReduceOnPlateau threshold(double share) {
        this.threshold = Require.between("the threshold", 0, share, Double.MAX_VALUE);
        this.absolute = false;
        return this;
    }

    /** Sets by how much an improvement has to differ from the best: {@code threshold_mode="abs"}. */
    public ReduceOnPlateau absoluteThreshold(double difference) {
        threshold(difference);
        this.absolute = true;
        return this;
    }

    /** Sets how many epochs after a fall are not counted as bad. */
    public ReduceOnPlateau cooldown(int epochs) {
        this.cooldown = (int) Require.between("the cooldown", 0, epochs, Integer.MAX_VALUE);
        return this;
    }

    /** Sets the rate below which no group falls. */
    public ReduceOnPlateau smallest(double learningRate) {
        this.smallest = Require.between("the smallest rate", 0, learningRate, Double.MAX_VALUE);
        return this;
    }

    @Override
    public void afterStep() {
        // The metric is known after an epoch.
    }

    @Override
    public void afterEpoch(double metric) {
        if (better(metric)) {
            best = metric;
            bad = 0;
        } else {
            bad++;
        }
        if (cooling > 0) {
            cooling--;
            bad = 0;
        }
        if (bad > patience) {
            optimizer.groups().forEach(this::lower);
            cooling = cooldown;
            bad = 0;
        }
    }

    @Override
    public Map<String, Double> state() {
        var state = new LinkedHashMap<String, Double>();
        state.put("best", best);
        state.put("num_bad_epochs", (double) bad);
        state.put("cooldown_counter", (double) cooling);
        return state;
    }

    @Override
    public void load(Map<String, Double> state) {
        if (!state.keySet().equals(state().keySet())) {
            throw new IllegalArgumentException("The saved schedule has " + state.keySet() + ", not "
                    + List.copyOf(state().keySet()) + ". Use the same schedule as when it was saved.");
        }
        best = state.get("best");
        bad = state.get("num_bad_epochs").intValue();
        cooling = state.get("cooldown_counter").intValue();
    }

    private boolean better(double metric) {
        double margin = absolute ? threshold : threshold * (Double.isInfinite(best) ? 0 : best);
        return larger ? metric > best + margin : metric < best - margin;
    }

    private void lower(ParameterGroup group) {
        double next = Math.max(group.learningRate() * factor, smallest);
        if (group.learningRate() - next > SMALLEST_FALL) {
            group.learningRate(next);
        }
    }
}
