package lungo.lib.board;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lungo.lib.train.History;

/** What is measured of a run, by the name of its column: of training over its steps, all else after each epoch. */
record Measure(String name) {
    private static final String TRAIN = "train ";
    private static final String TEST = "test ";

    /** A value and the epoch, with its fraction, after which it was measured. */
    record Point(double epoch, double value) {}

    /** The losses and metrics of some runs, of training and of the test set in turn. */
    static Set<String> of(Collection<History> runs) {
        var names = new LinkedHashSet<String>();
        for (var run : runs) {
            run.steps().forEach(steps -> add(names, steps.train().keySet()));
            run.epochs().forEach(epoch -> add(names, epoch.test().keySet()));
        }
        names.removeIf(name -> !new Measure(name).isIn(runs));
        return names;
    }

    /** Whether any of these runs has it. */
    boolean isIn(Collection<History> runs) {
        return runs.stream().anyMatch(run -> !points(run).isEmpty());
    }

    private static void add(Set<String> names, Set<String> metrics) {
        for (var metric : metrics) {
            names.add(TRAIN + metric);
            names.add(TEST + metric);
        }
    }

    /** Where it was measured; nowhere in a run that has it not. */
    List<Point> points(History run) {
        if (name.startsWith(TRAIN)) {
            var metric = name.substring(TRAIN.length());
            return run.steps().stream()
                    .filter(steps -> steps.train().containsKey(metric))
                    .map(steps -> new Point(steps.epoch(), steps.train().get(metric)))
                    .toList();
        }
        return run.epochs().stream()
                .filter(epoch -> epoch.columns().containsKey(name))
                .map(epoch -> new Point(epoch.number(), epoch.columns().get(name)))
                .toList();
    }
}
