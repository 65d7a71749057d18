package lungo.lib.metrics;

import ai.djl.ndarray.NDArray;

/**
 * A score of each class from its hits, false alarms and misses: output (n, classes), target (n) int64. A score that would
 * divide by zero is 0. The macro mean is over the classes that occur, as truth or as answer; the micro mean counts all
 * examples alike. Both as torchmetrics and scikit-learn have it.
 */
public abstract sealed class ClassScore extends Metric permits Precision, Recall, F1 {

    private final int classes;
    private final boolean micro;

    ClassScore(String name, int classes, boolean micro) {
        super(micro ? name + " (micro)" : name, classes, classes);
        this.classes = classes;
        this.micro = micro;
    }

    /** The score from counts of true positives, false positives and false negatives. */
    abstract double score(double tp, double fp, double fn);

    @Override
    protected final void add(NDArray sums, NDArray output, NDArray target) {
        ConfusionCounts.count(name(), classes, sums, output, target);
    }

    /** The macro or micro mean, as the metric was made. */
    @Override
    public final double compute(State state) {
        double tp = 0;
        double fp = 0;
        double fn = 0;
        double sum = 0;
        int present = 0;
        for (double[] of : outcomes(state)) {
            tp += of[0];
            fp += of[1];
            fn += of[2];
            if (of[0] + of[1] + of[2] > 0) {
                present++;
                sum += safe(of);
            }
        }
        if (present == 0) {
            return Double.NaN;
        }
        return micro ? safe(new double[] {tp, fp, fn}) : sum / present;
    }

    /** The score of each class, 0 where it does not occur. */
    public final double[] perClass() {
        double[][] outcomes = outcomes(state());
        var scores = new double[classes];
        for (int k = 0; k < classes; k++) {
            scores[k] = safe(outcomes[k]);
        }
        return scores;
    }

    private double safe(double[] of) {
        double score = score(of[0], of[1], of[2]);
        return Double.isNaN(score) ? 0 : score;
    }

    /** True positives, false positives and false negatives of each class. */
    private double[][] outcomes(State state) {
        double[] counts = state.sums();
        var outcomes = new double[classes][3];
        for (int truth = 0; truth < classes; truth++) {
            for (int answer = 0; answer < classes; answer++) {
                double count = counts[truth * classes + answer];
                if (truth == answer) {
                    outcomes[truth][0] += count;
                } else {
                    outcomes[answer][1] += count;
                    outcomes[truth][2] += count;
                }
            }
        }
        return outcomes;
    }
}
