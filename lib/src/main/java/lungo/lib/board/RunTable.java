package lungo.lib.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lungo.lib.train.History;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A row a run: its best epoch, by test accuracy or else by test loss, its last one, and its seconds. */
final class RunTable {
    private static final String ACCURACY = "test accuracy";
    private static final String LOSS = "test loss";

    private RunTable() {}

    static Table of(Map<String, History> runs) {
        var measures = Measure.of(runs.values());
        var judge = measures.contains(ACCURACY) ? ACCURACY : LOSS;
        var name = StringColumn.create("run");
        var epochs = IntColumn.create("epochs");
        var titles = new ArrayList<>(List.of("best " + judge, "at epoch"));
        titles.addAll(measures);
        titles.add("seconds");
        var numbers = titles.stream().map(DoubleColumn::create).toList();
        runs.forEach((run, history) -> {
            name.append(run);
            epochs.append(history.epochs().size());
            var row = row(history.epochs(), judge, titles);
            for (int i = 0; i < row.length; i++) {
                numbers.get(i).append(Double.isFinite(row[i]) ? Math.round(row[i] * 1e4) / 1e4 : row[i]);
            }
        });
        return Table.create("runs", name, epochs).addColumns(numbers.toArray(DoubleColumn[]::new));
    }

    private static double[] row(List<History.Epoch> epochs, String judge, List<String> titles) {
        if (epochs.isEmpty()) {
            return titles.stream().mapToDouble(title -> Double.NaN).toArray();
        }
        Comparator<History.Epoch> byJudge = Comparator.comparingDouble(epoch -> number(epoch, judge));
        var best = epochs.stream()
                .filter(epoch -> !Double.isNaN(number(epoch, judge)))
                .max(judge.equals(ACCURACY) ? byJudge : byJudge.reversed());
        var last = epochs.get(epochs.size() - 1);
        var row = titles.stream().mapToDouble(title -> number(last, title)).toArray();
        row[0] = best.map(epoch -> number(epoch, judge)).orElse(Double.NaN);
        row[1] = best.map(epoch -> (double) epoch.number()).orElse(Double.NaN);
        row[row.length - 1] =
                epochs.stream().mapToDouble(History.Epoch::seconds).sum();
        return row;
    }

    private static double number(History.Epoch epoch, String column) {
        return epoch.columns().getOrDefault(column, Double.NaN);
    }
}
