package lungo.lib.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lungo.lib.display.Output;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What was measured while a network trained: its whole epochs, its steps in groups, the source of the data, and why it
 * stopped early, if it did.
 */
public record History(List<Epoch> epochs, List<Steps> steps, String source, Optional<String> stopped) {

    /**
     * One epoch, counted from 1: "loss" and the metrics by their names. Those of training are means over its steps, while
     * the network changed; those of the test set, if there was one, were
     * measured at its end. The learning rate is the last step's; seconds
     * include the evaluation.
     */
    public record Epoch(
            int number, Map<String, Double> train, Map<String, Double> test, double learningRate, double seconds) {

        public Epoch {
            train = ordered(train);
            test = ordered(test);
        }

        /** An epoch of a classifier at a rate that nobody noted; accuracies are shares, 0 to 1. */
        public Epoch(
                int number,
                double trainLoss,
                double trainAccuracy,
                double testLoss,
                double testAccuracy,
                double seconds) {
            this(
                    number,
                    measured(trainLoss, Map.of("accuracy", trainAccuracy)),
                    measured(testLoss, Map.of("accuracy", testAccuracy)),
                    Double.NaN,
                    seconds);
        }

        public double trainLoss() {
            return train.get("loss");
        }

        /** NaN where nothing was tested. */
        public double testLoss() {
            return test.getOrDefault("loss", Double.NaN);
        }

        /** The share of hits, 0 to 1; NaN where no accuracy was measured. */
        public double trainAccuracy() {
            return train.getOrDefault("accuracy", Double.NaN);
        }

        /** The share of hits, 0 to 1; NaN where no accuracy was measured. */
        public double testAccuracy() {
            return test.getOrDefault("accuracy", Double.NaN);
        }

        /** All numbers by the names of their columns, such as "test loss". */
        public Map<String, Double> columns() {
            var columns = new LinkedHashMap<String, Double>();
            train.forEach((name, value) -> columns.put("train " + name, value));
            test.forEach((name, value) -> columns.put("test " + name, value));
            columns.put("learning rate", learningRate);
            columns.put("seconds", seconds);
            return columns;
        }

        /** The number in a column, such as "test accuracy". Throws IllegalArgumentException if there is no such column. */
        public double value(String column) {
            requireColumn(column, columns().keySet());
            return columns().get(column);
        }
    }

    /** Throws IllegalArgumentException if there is no such column. */
    static void requireColumn(String column, Collection<String> columns) {
        if (!columns.contains(column)) {
            throw new IllegalArgumentException("No column \"" + column + "\" is measured, only "
                    + String.join(", ", columns) + ". Ask for one of them, or add the metric.");
        }
    }

    /**
     * Means over the examples of a few steps in a row, "loss" and the metrics by their names: {@code last} is the last
     * step's number, from 1 over all epochs, and {@code epoch} the same in epochs.
     */
    public record Steps(int last, double epoch, Map<String, Double> train) {

        public Steps {
            train = ordered(train);
        }

        /** Steps of a classifier; accuracy is a share, 0 to 1. */
        public Steps(int last, double epoch, double loss, double accuracy) {
            this(last, epoch, measured(loss, Map.of("accuracy", accuracy)));
        }

        public double loss() {
            return train.get("loss");
        }

        /** The share of hits, 0 to 1; NaN where no accuracy was measured. */
        public double accuracy() {
            return train.getOrDefault("accuracy", Double.NaN);
        }
    }

    public History {
        epochs = List.copyOf(epochs);
        steps = List.copyOf(steps);
    }

    /** The last whole epoch. Throws IllegalStateException if there is none. */
    public Epoch last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException(
                    "No epoch was finished" + stopped.map(why -> ": " + why).orElse("") + ".");
        }
        return epochs.get(epochs.size() - 1);
    }

    /** A row an epoch. */
    public Table table() {
        Output.connect();
        var numbers = IntColumn.create("epoch");
        var columns = new LinkedHashMap<String, DoubleColumn>();
        for (Epoch epoch : epochs) {
            epoch.columns().keySet().forEach(name -> columns.computeIfAbsent(name, DoubleColumn::create));
        }
        for (Epoch epoch : epochs) {
            numbers.append(epoch.number);
            Map<String, Double> values = epoch.columns();
            columns.forEach((name, column) -> column.append(rounded(values.getOrDefault(name, Double.NaN))));
        }
        return Table.create(source, numbers).addColumns(columns.values().toArray(DoubleColumn[]::new));
    }

    /** Writes it as JSON, whole or not at all; {@link #load} reads it back to the last digit. */
    public void save(Path file) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            Files.createDirectories(whole.getParent());
            Files.writeString(part, Json.of(this));
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write " + file + ". Is its folder yours to write in, and on a disk with room?", e);
        }
    }

    /** Reads what {@link #save} wrote. Throws IllegalArgumentException if the file is no history, or there is none. */
    public static History load(Path file) {
        try {
            return Json.read(Files.readString(file), History.class, file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no file " + file + ". Check its name.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        }
    }

    /** The outcome in a sentence, with the source of its numbers. */
    @Override
    public String toString() {
        String outcome = epochs.isEmpty() ? "No epoch was finished" : outcome(last());
        return outcome + " (" + source + ")" + stopped.map(why -> ". " + why).orElse("");
    }

    private static String outcome(Epoch last) {
        if (last.test.isEmpty()) {
            return "Epoch " + last.number + ":" + words(" train ", last.train);
        }
        var metrics = new LinkedHashMap<>(last.test);
        metrics.remove("loss");
        return "Epoch " + last.number + ":" + words(" test ", metrics)
                + (metrics.isEmpty() ? "" : ",")
                + String.format(Locale.ROOT, " test loss %.4f, train loss %.4f", last.testLoss(), last.trainLoss());
    }

    /** Metrics as words, accuracies in percent. */
    static String words(String before, Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .map(e -> String.format(
                        Locale.ROOT,
                        e.getKey().endsWith("accuracy") ? "%s%s %.2f %%" : "%s%s %.4f",
                        before,
                        e.getKey(),
                        e.getKey().endsWith("accuracy") ? e.getValue() * 100 : e.getValue()))
                .collect(Collectors.joining(","));
    }

    static Map<String, Double> measured(double loss, Map<String, Double> metrics) {
        var all = new LinkedHashMap<String, Double>();
        all.put("loss", loss);
        all.putAll(metrics);
        return all;
    }

    private static Map<String, Double> ordered(Map<String, Double> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** To four decimals, small learning rates to four digits. */
    private static double rounded(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value;
        }
        double digits = Math.pow(10, Math.max(4, 3 - Math.floor(Math.log10(Math.abs(value)))));
        return Math.round(value * digits) / digits;
    }
}
