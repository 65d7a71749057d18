package lungo.lib.metrics;

/** Of the examples of class k, the share that was found: tp / (tp + fn). */
public final class Recall extends ClassScore {

    private Recall(int classes, boolean micro) {
        super("recall", classes, micro);
    }

    /** The mean over the classes. */
    public static Recall macro(int classes) {
        return new Recall(classes, false);
    }

    /** One score over all examples. */
    public static Recall micro(int classes) {
        return new Recall(classes, true);
    }

    @Override
    double score(double tp, double fp, double fn) {
        return tp / (tp + fn);
    }
}
