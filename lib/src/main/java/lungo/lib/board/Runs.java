package lungo.lib.board;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import lungo.lib.train.History;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
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

    /** All runs saved in a folder. Throws UncheckedIOException where one cannot be read. */
    public static Runs load(Path folder) {
        var saved = new SavedFolder("run", VERSION, folder);
        var runs = none();
        saved.names().forEach(name -> runs.add(name, saved.file(name).read(Runs::history)));
        return runs;
    }

    private static History history(JsonObject json) {
        var history = HistoryJson.read(json.get("history"));
        if (history == null) {
            throw new IllegalArgumentException("it holds no history");
        }
        return history;
    }

    /** Saves a history as a run of a folder, in place of one of that name. Throws UncheckedIOException where it cannot. */
    public static void save(Path folder, String name, History history) {
        var json = new JsonObject();
        json.addProperty("name", name);
        json.add("history", HistoryJson.of(history));
        new SavedFolder("run", VERSION, folder).file(name).write(json);
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

    /** A row a run: its epochs, its best test accuracy and when, its last losses and accuracy, and its seconds. */
    public Table table() {
        var name = StringColumn.create("run");
        var epochs = IntColumn.create("epochs");
        var numbers = Stream.of("best test accuracy", "at epoch", "test accuracy", "test loss", "train loss", "seconds")
                .map(DoubleColumn::create)
                .toList();
        all().forEach((run, history) -> {
            name.append(run);
            epochs.append(history.epochs().size());
            var row = row(history.epochs());
            for (int i = 0; i < numbers.size(); i++) {
                numbers.get(i).append(Double.isFinite(row[i]) ? Math.round(row[i] * 1e4) / 1e4 : row[i]);
            }
        });
        return Table.create("runs", name, epochs).addColumns(numbers.toArray(DoubleColumn[]::new));
    }

    private static double[] row(List<History.Epoch> epochs) {
        if (epochs.isEmpty()) {
            return new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0};
        }
        var best = epochs.stream()
                .max(Comparator.comparingDouble(History.Epoch::testAccuracy))
                .orElseThrow();
        var last = epochs.get(epochs.size() - 1);
        var seconds = epochs.stream().mapToDouble(History.Epoch::seconds).sum();
        return new double[] {
            best.testAccuracy(), best.number(), last.testAccuracy(), last.testLoss(), last.trainLoss(), seconds
        };
    }

    /**
     * One measure of all runs over the epochs, by its name: "train loss", "test loss", "train accuracy" or "test accuracy".
     * Where it is smoothed, the values stand pale behind their curve. Throws IllegalArgumentException for another name.
     */
    public Figure figure(String measure) {
        return new RunFigure(Measure.named(measure), smoothing).of(all());
    }

    /** The four measures side by side, and the table as text. */
    @Override
    public Bundle bundle() {
        var board = Board.named("Runs");
        for (var measure : Measure.names()) {
            board.put(measure, figure(measure));
        }
        return board.bundle().and(Bundle.TEXT, Output.render(table()).text());
    }
}
