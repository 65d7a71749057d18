package lungo.lib.train;

import java.util.Locale;

/**
 * Stops training when a number of the history has not become better for some epochs, and puts back the best epoch's
 * weights and running statistics, however training ended:
 *
 * <pre>{@code training.callback(EarlyStopping.min("test loss", 3).minDelta(1e-3))}</pre>
 *
 * For one run at a time.
 */
public final class EarlyStopping implements Callback {

    private final String column;
    private final int sign;
    private final int patience;
    private double minDelta;
    private double best;
    private int bestEpoch;
    private Run run;
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
        this.minDelta = minDelta;
        return this;
    }

    /** The epoch whose weights were the best so far, 0 before the first. */
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void start(int epochs, int stepsPerEpoch) {
        bestEpoch = 0;
        best = Double.NEGATIVE_INFINITY;
    }

    @Override
    public void beforeEpoch(Run run) {
        this.run = run;
    }

    @Override
    public void afterEpoch(Run run) {
        History.Epoch epoch = run.history().last();
        double value = sign * epoch.value(column);
        if (bestEpoch == 0 || value > best + minDelta) {
            best = value;
            bestEpoch = epoch.number();
            keep();
        } else if (epoch.number() - bestEpoch >= patience && epoch.number() < run.epochs()) {
            run.stop(String.format(
                    Locale.ROOT,
                    "Stopped after epoch %d, since the %s has not become better for %d epochs; the weights of epoch %d"
                            + " are back (%s %.4f)",
                    epoch.number(),
                    column,
                    patience,
                    bestEpoch,
                    column,
                    sign * best));
        }
    }

    private void keep() {
        if (weights == null) {
            weights = new Snapshot(Network.arraysOf(run.net()).values());
        } else {
            weights.take();
        }
    }

    @Override
    public void end(History history) {
        if (weights != null) {
            weights.restore();
            weights.close();
            weights = null;
        }
        run = null;
    }
}
