package lungo.lib.board;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import lungo.lib.train.History;

/** What is measured of a run: of training over its steps, of the test set after each epoch. */
enum Measure {
    TRAIN_LOSS("train loss", history -> steps(history, History.Steps::loss)),
    TEST_LOSS("test loss", history -> epochs(history, History.Epoch::testLoss)),
    TRAIN_ACCURACY("train accuracy", history -> steps(history, History.Steps::accuracy)),
    TEST_ACCURACY("test accuracy", history -> epochs(history, History.Epoch::testAccuracy));

    /** A value and the epoch, with its fraction, after which it was measured. */
    record Point(double epoch, double value) {}

    private final String title;
    private final Function<History, List<Point>> points;

    Measure(String title, Function<History, List<Point>> points) {
        this.title = title;
        this.points = points;
    }

    /** Throws IllegalArgumentException where nothing has that name. */
    static Measure named(String title) {
        return Arrays.stream(values())
                .filter(measure -> measure.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A run has no " + title + ", only " + names() + "."));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Measure::title).toList();
    }

    String title() {
        return title;
    }

    List<Point> points(History history) {
        return points.apply(history);
    }

    private static List<Point> steps(History history, ToDoubleFunction<History.Steps> value) {
        return history.steps().stream()
                .map(steps -> new Point(steps.epoch(), value.applyAsDouble(steps)))
                .toList();
    }

    private static List<Point> epochs(History history, ToDoubleFunction<History.Epoch> value) {
        return history.epochs().stream()
                .map(epoch -> new Point(epoch.number(), value.applyAsDouble(epoch)))
                .toList();
    }
}
