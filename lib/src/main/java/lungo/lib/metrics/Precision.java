package lungo.lib.metrics;

/** Of the answers "class k", the share that is right: tp / (tp + fp). */
public final class Precision extends ClassScore {

    private Precision(int classes, boolean micro) {
        super("precision", classes, micro);
    }

    /** The mean over the classes. */
    public static Precision macro(int classes) {
        return new Precision(classes, false);
    }

    /** One score over all examples. */
    public static Precision micro(int classes) {
        return new Precision(classes, true);
    }

    @Override
    double score(double tp, double fp, double fn) {
        return tp / (tp + fp);
    }
}
