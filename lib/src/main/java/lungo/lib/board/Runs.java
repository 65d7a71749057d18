package lungo.lib.board;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import lungo.lib.train.History;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * Training runs by their names, side by side: a table of what they came to, and their curves in one figure.
 *
 * <pre>{@code
 * Runs.save(Path.of("runs"), "momentum 0.9", history);
 * var runs = Runs.load(Path.of("runs"));
 * runs.table();
 * runs.smoothed(0.6).figure("test loss");
 * }</pre>
 *
 * Callable from any thread.
 */
public final class Runs implements Showable {
    private static final int VERSION = 1;

    private final Map<String, History> histories = new LinkedHashMap<>();
    private final double smoothing;

    private Runs(Map<String, History> histories, double smoothing) {
        Output.connect();
        this.histories.putAll(histories);
        this.smoothing = smoothing;
    }

    /** No runs yet; those that are added are kept in memory. */
    public static Runs none() {
        return new Runs(Map.of(), 0);
    }

    /** All runs saved in a folder. Throws IllegalArgumentException where one is no history. */
    public static Runs load(Path folder) {
        var saved = savedIn(folder);
        var runs = none();
        saved.names()
                .forEach(name -> runs.add(name, History.load(saved.file(name).path())));
        return runs;
    }

    /** Saves a history as a run of a folder, in place of one of that name. Throws UncheckedIOException where it cannot. */
    public static void save(Path folder, String name, History history) {
        history.save(savedIn(folder).file(name).path());
    }

    private static SavedFolder savedIn(Path folder) {
        return new SavedFolder("run", VERSION, folder);
    }

    /** Adds a run, in place of one of that name. */
    public synchronized Runs add(String name, History history) {
        histories.put(name, history);
        return this;
    }

    /**
     * The same runs, their curves smoothed as TensorBoard's slider does: {@code weight}, from 0 to less than 1, of the mean
     * so far and the rest of each new value. Throws IllegalArgumentException for a weight outside.
     */
    public Runs smoothed(double weight) {
        if (!(weight >= 0 && weight < 1)) {
            throw new IllegalArgumentException(
                    "Curves are smoothed by a weight from 0 to less than 1, not " + weight + ". Try 0.6.");
        }
        return new Runs(all(), weight);
    }

    /** The names of the runs. */
    public List<String> names() {
        return List.copyOf(all().keySet());
    }

    /** A run's history. Throws IllegalArgumentException where there is none of that name. */
    public synchronized History history(String name) {
        if (!histories.containsKey(name)) {
            throw new IllegalArgumentException("There is no run " + name + ", only " + histories.keySet() + ".");
        }
        return histories.get(name);
    }

    private synchronized Map<String, History> all() {
        return new LinkedHashMap<>(histories);
    }

    /**
     * A row a run: its epochs, its best test accuracy (where none was measured, its best test loss) and when, what was
     * measured last, and its seconds.
     */
    public Table table() {
        return RunTable.of(all());
    }

    /** What was measured of these runs, such as "train loss" and "test accuracy". */
    public List<String> measures() {
        return List.copyOf(Measure.of(all().values()));
    }

    /**
     * One measure of all runs over the epochs, by its name: one of {@link #measures}, or "learning rate". Where it is
     * smoothed, the values stand pale behind their curve. Throws IllegalArgumentException where no run has it.
     */
    public Figure figure(String measure) {
        var runs = all();
        if (runs.values().stream()
                .allMatch(run -> new Measure(measure).points(run).isEmpty())) {
            throw new IllegalArgumentException("No run has the measure " + measure + ", only " + measures() + ".");
        }
        return new RunFigure(measure, smoothing).of(runs);
    }

    /** All measures side by side, and the table as text. */
    @Override
    public Bundle bundle() {
        var board = new Board("Runs");
        for (var measure : measures()) {
            board.put(measure, figure(measure));
        }
        return board.bundle().and(Bundle.TEXT, Output.render(table()).text());
    }
}
