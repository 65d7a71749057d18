package lungo.lib.metrics;

/** The harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn). */
public final class F1 extends ClassScore {

    private F1(int classes, boolean micro) {
        super("F1", classes, micro);
    }

    /** The mean over the classes. */
    public static F1 macro(int classes) {
        return new F1(classes, false);
    }

    /** One score over all examples. */
    public static F1 micro(int classes) {
        return new F1(classes, true);
    }

    @Override
    double score(double tp, double fp, double fn) {
        return 2 * tp / (2 * tp + fp + fn);
    }
}
