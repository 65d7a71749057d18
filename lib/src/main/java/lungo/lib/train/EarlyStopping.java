package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Stops training when a number of the history has not become better for some epochs, and puts back the best epoch's
 * weights and running statistics, however training ended:
 *
 * <pre>{@code training.callback(EarlyStopping.min("test loss", 3).minDelta(1e-3))}</pre>
 *
 * A number that is none (NaN) is never the best. For one run at a time.
 */
public final class EarlyStopping implements Callback {

    private final String column;
    private final int sign;
    private final int patience;
    private double minDelta;
    private double best;
    private int bestEpoch;
    private int since;
    private Snapshot weights;

    private EarlyStopping(String column, int sign, int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException("Patience is at least one epoch, not " + patience + ".");
        }
        this.column = column;
        this.sign = sign;
        this.patience = patience;
    }

    /** Less is better, as of "test loss": stops when {@code patience} epochs in a row have brought no new least value. */
    public static EarlyStopping min(String column, int patience) {
        return new EarlyStopping(column, -1, patience);
    }

    /** More is better, as of "test accuracy". */
    public static EarlyStopping max(String column, int patience) {
        return new EarlyStopping(column, 1, patience);
    }

    /** How much better counts as better, 0 unless told. */
    public EarlyStopping minDelta(double minDelta) {
        if (!(minDelta >= 0)) {
            throw new IllegalArgumentException("What counts as better is 0 or more, not " + minDelta + ".");
        }
        this.minDelta = minDelta;
        return this;
    }

    /** The epoch whose weights were the best so far, 0 before the first. */
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void columns(List<String> columns) {
        History.requireColumn(column, columns);
    }

    @Override
    public void start(int epochs, int stepsPerEpoch) {
        bestEpoch = 0;
        since = 0;
        best = Double.NEGATIVE_INFINITY;
    }

    @Override
    public void afterEpoch(Run run) {
        History.Epoch epoch = run.history().last();
        if (isBest(epoch)) {
            keep(run);
        } else if (epoch.number() - since >= patience && epoch.number() < run.epochs()) {
            run.stop(String.format(
                    Locale.ROOT,
                    "Stopped after epoch %d, since the %s has not become better for %d epoch%s; %s",
                    epoch.number(),
                    column,
                    patience,
                    patience == 1 ? "" : "s",
                    outcome()));
        }
    }

    private String outcome() {
        return weights == null
                ? "it was never a number"
                : String.format(
                        Locale.ROOT, "the weights of epoch %d are back (%s %.4f)", bestEpoch, column, sign * best);
    }

    private boolean isBest(History.Epoch epoch) {
        double value = sign * epoch.value(column);
        if (Double.isNaN(value) || bestEpoch > 0 && !(value > best + minDelta)) {
            return false;
        }
        best = value;
        bestEpoch = epoch.number();
        since = bestEpoch;
        return true;
    }

    private void keep(Run run) {
        if (weights == null) {
            weights = new Snapshot(Network.arraysOf(run.net()));
        } else {
            weights.take();
        }
    }

    /** The best weights so far. */
    @Override
    public Map<String, NDArray> state() {
        var best = new LinkedHashMap<String, NDArray>();
        for (int i = 0; weights != null && i < weights.copies().size(); i++) {
            best.put(String.valueOf(i), weights.copies().get(i));
        }
        return best;
    }

    @Override
    public void resume(Run run, Map<String, NDArray> state) {
        List<History.Epoch> epochs = run.history().epochs();
        if (state.isEmpty()) {
            since = epochs.size();
            if (since > 0) {
                System.out.println("The checkpoint has no best weights, so early stopping by the " + column
                        + " begins anew after epoch " + since + ".");
            }
        } else {
            epochs.forEach(this::isBest);
            keep(run);
            weights.set(IntStream.range(0, state.size())
                    .mapToObj(i -> state.get(String.valueOf(i)))
                    .toList());
        }
    }

    @Override
    public void end(History history) {
        if (weights != null) {
            weights.restore();
            weights.close();
            weights = null;
        }
    }
}
