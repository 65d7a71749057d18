package lungo.lib.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
     * One epoch, counted from 1. Training loss and accuracy are means over its steps, while the network changed; those
     * of the test set were measured at its end. Accuracies are shares, 0 to 1; seconds include the evaluation.
     */
    public record Epoch(
            int number, double trainLoss, double trainAccuracy, double testLoss, double testAccuracy, double seconds) {}

    /** Means over the examples of a few steps in a row: {@code last} is the last one's number, from 1 over all epochs. */
    public record Steps(int last, double epoch, double loss, double accuracy) {}

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
        var number = IntColumn.create("epoch");
        var columns = List.of(
                DoubleColumn.create("train loss"),
                DoubleColumn.create("train accuracy"),
                DoubleColumn.create("test loss"),
                DoubleColumn.create("test accuracy"),
                DoubleColumn.create("seconds"));
        for (Epoch e : epochs) {
            number.append(e.number);
            double[] values = {e.trainLoss, e.trainAccuracy, e.testLoss, e.testAccuracy, e.seconds};
            for (int i = 0; i < values.length; i++) {
                columns.get(i).append(Math.round(values[i] * 1e4) / 1e4);
            }
        }
        return Table.create(source, number).addColumns(columns.toArray(DoubleColumn[]::new));
    }

    /** The outcome in a sentence, with the source of its numbers. */
    @Override
    public String toString() {
        String outcome = epochs.isEmpty()
                ? "No epoch was finished"
                : String.format(
                        Locale.ROOT,
                        "Epoch %d: test accuracy %.2f %%, test loss %.4f, train loss %.4f",
                        last().number,
                        last().testAccuracy * 100,
                        last().testLoss,
                        last().trainLoss);
        return outcome + " (" + source + ")" + stopped.map(why -> ". " + why).orElse("");
    }
}
