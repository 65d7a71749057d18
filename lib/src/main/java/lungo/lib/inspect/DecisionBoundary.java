package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;
import java.util.function.UnaryOperator;
import lungo.lib.data.Batch;
import lungo.lib.data.TensorDataset;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import lungo.lib.plot.HeatMap;
import lungo.lib.train.Callback;
import lungo.lib.train.History;
import lungo.lib.train.Run;

/**
 * Which class a classifier takes each place of a plane for, with the points that it learns from. Moves while it learns:
 *
 * <pre>{@code
 * try (var boundary = DecisionBoundary.of(net, points)) {
 *     for (…) { step(); boundary.update(); }
 * }
 * }</pre>
 *
 * <p>Or as a callback: {@code Training.of(net, F::crossEntropy).callback(DecisionBoundary.of(net, points))}.
 *
 * <p>It is the network of the moment that is shown, at each {@link #update} and wherever this stands at the end of a
 * cell. Call it from the thread that trains.
 */
public final class DecisionBoundary implements Showable, Callback, AutoCloseable {
    private static final long PAUSE_NANOS = 500_000_000L;

    /** Drawing takes no more than a fifth of the time. */
    private static final long SHARE = 5;

    private final UnaryOperator<NDArray> forward;
    private final PlanePoints points;
    private Classes classes;
    private String title = "Decision boundary";
    private String xTitle = "x1";
    private String yTitle = "x2";
    private boolean probabilities;
    private String displayId = "";
    private long next;

    private DecisionBoundary(UnaryOperator<NDArray> forward, TensorDataset data) {
        this.forward = forward;
        this.points = PlanePoints.of(data);
        this.classes = new Classes(data.classes());
    }

    /**
     * The boundary of a network on points: data of x (N, 2) and classes y (N), output logits (n, classes), or one logit
     * (n) or (n, 1) of class 1. Throws IllegalArgumentException for x of another shape.
     */
    public static DecisionBoundary of(Block net, TensorDataset data) {
        // Training initialises a network that is not: it is asked for its values only when it is run.
        return new DecisionBoundary(x -> Forward.of(net, data.manager()).apply(x), data);
    }

    /** As {@link #of(Block, TensorDataset)}, of a function from x (n, 2) to what a network would give. */
    public static DecisionBoundary of(UnaryOperator<NDArray> forward, TensorDataset data) {
        return new DecisionBoundary(forward, data);
    }

    /** Says that the outputs are probabilities already, from a sigmoid or a softmax, and not logits. */
    public DecisionBoundary probabilities() {
        probabilities = true;
        return this;
    }

    /** Names the classes, from number 0, unless the data set names them already. */
    public DecisionBoundary classes(String... names) {
        classes = new Classes(List.of(names));
        return this;
    }

    /** Titles the picture. */
    public DecisionBoundary titled(String title) {
        this.title = title;
        return this;
    }

    /** Titles the axes. */
    public DecisionBoundary axes(String xTitle, String yTitle) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        return this;
    }

    /** Shows the boundary at the first call, and moves it at later ones, at most twice a second. */
    public DecisionBoundary update() {
        var start = System.nanoTime();
        if (displayId.isEmpty()) {
            displayId = Output.display(map().still());
        } else if (start - next > 0) {
            Output.update(displayId, map().still());
        } else {
            return this;
        }
        var end = System.nanoTime();
        next = end + Math.max(PAUSE_NANOS, SHARE * (end - start));
        return this;
    }

    @Override
    public void afterStep(Run run) {
        update();
    }

    @Override
    public void end(History history) {
        close();
    }

    /** Leaves the last picture whole, for Plotly too; does nothing where none was shown. */
    @Override
    public void close() {
        if (!displayId.isEmpty()) {
            Output.update(displayId, bundle());
        }
    }

    /** The boundary as it is now. */
    public HeatMap map() {
        var x = points.axis(0);
        var y = points.axis(1);
        ClassProbabilities grid;
        ClassProbabilities own;
        try (Batch batch = points.grid(x, y)) {
            grid = ClassProbabilities.of(forward, batch.x(), probabilities);
        }
        try (Batch batch = points.batch()) {
            own = ClassProbabilities.of(forward, batch.x(), probabilities);
        }
        var map =
                grid.map(title, x, y, "P(" + name(1) + ")").axes(xTitle, yTitle).describe(words(own));
        for (int number : points.classes()) {
            map.points(name(number), ClassColors.of(number), points.of(number, 0), points.of(number, 1));
        }
        return map;
    }

    private String name(int number) {
        return classes.names().isEmpty() ? "class " + number : classes.name(number);
    }

    private String words(ClassProbabilities own) {
        return points.count() + " points of " + points.classes().length + " classes, of which the network takes "
                + own.right(points.truth()) + " for their own";
    }

    @Override
    public Bundle bundle() {
        return map().bundle();
    }
}
