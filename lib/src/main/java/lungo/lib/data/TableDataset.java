package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as examples to learn from: some columns are the features, one is the label (a class) or the target (a number).
 * Numbers and booleans become one feature each; a column of words becomes one feature a word, 1 where it stands and else 0.
 *
 * <pre>{@code
 * var iris = TableDataset.csv(Path.of("iris.csv")).label("species");
 * var parts = iris.data(manager).split(7, 0.8, 0.2);   // x (n, 4), y (n) int64, classes() the species
 * }</pre>
 */
public final class TableDataset {

    private final Table table;
    private final String origin;
    private final List<String> features;
    private final String answer;
    private final boolean answerIsClass;

    private TableDataset(Table table, String origin, List<String> features, String answer, boolean answerIsClass) {
        this.table = table;
        this.origin = origin;
        this.features = features;
        this.answer = answer;
        this.answerIsClass = answerIsClass;
    }

    /** A Tablesaw table, which is not changed; all its columns are features until one is named label or target. */
    public static TableDataset of(Table table) {
        String name = table.name() == null || table.name().isBlank() ? "a table" : "the table " + table.name();
        return new TableDataset(table, name, table.columnNames(), "", false);
    }

    /** A CSV file with a line of column names, read by Tablesaw. Throws DataException if it cannot be read. */
    public static TableDataset csv(Path file) {
        if (!Files.exists(file)) {
            throw new DataException("There is no file " + file.toAbsolutePath()
                    + ". Check the path; a notebook's begins at its folder.");
        }
        try {
            Table table = Table.read().csv(file.toFile());
            if (table.rowCount() == 0) {
                throw new IllegalArgumentException("there is no line of values in it");
            }
            return new TableDataset(table, file.getFileName().toString(), table.columnNames(), "", false);
        } catch (RuntimeException e) { // Univocity and Tablesaw throw several kinds for a broken line.
            throw new DataException(
                    "Cannot read the table " + file.toAbsolutePath() + ": " + Download.reason(e)
                            + ". It should have a line of column names and as many values in each line after it.",
                    e);
        }
    }

    /** The column to predict as a class: its different values, sorted, are the classes. It is no feature then. */
    public TableDataset label(String column) {
        return new TableDataset(table, origin, without(features, require(column)), column, true);
    }

    /** The column to predict as a number. It is no feature then. */
    public TableDataset target(String column) {
        return new TableDataset(table, origin, without(features, require(column)), column, false);
    }

    /** Only these columns are features. */
    public TableDataset features(String... columns) {
        List.of(columns).forEach(this::require);
        return new TableDataset(table, origin, List.of(columns), answer, answerIsClass);
    }

    /** These columns, say a row's number, are no features. */
    public TableDataset without(String... columns) {
        List.of(columns).forEach(this::require);
        return new TableDataset(table, origin, without(features, columns), answer, answerIsClass);
    }

    private static List<String> without(List<String> names, String... others) {
        return names.stream().filter(name -> !List.of(others).contains(name)).toList();
    }

    private String require(String column) {
        if (!table.columnNames().contains(column)) {
            throw new IllegalArgumentException(
                    "There is no column " + column + " in " + origin + ": there are " + table.columnNames() + ".");
        }
        return column;
    }

    /** The names of x's features, in their order; of a column of words "column=word". */
    public List<String> featureNames() {
        var names = new ArrayList<String>();
        features.forEach(name -> names.addAll(column(name).names()));
        return names;
    }

    /**
     * x (N, features) float32; y (N), int64 class numbers for a label, float32 for a target. Throws DataException, with row
     * and column, where a value is missing or no number stands among numbers; IllegalStateException if nothing is predicted.
     */
    public TensorDataset data(NDManager manager) {
        if (answer.isEmpty() || features.isEmpty() || table.rowCount() == 0) {
            throw new IllegalStateException("Of " + origin + ", " + table.rowCount() + " rows, " + features.size()
                    + " columns are features and the one to predict is "
                    + (answer.isEmpty()
                            ? "not named: say label(column) or target(column)."
                            : answer + ": there must be" + " one feature and one row at least."));
        }
        NDArray x = manager.create(
                featureValues(), new Shape(table.rowCount(), featureNames().size()));
        String source = String.format(Locale.ROOT, "%,d rows of %s", table.rowCount(), origin);
        Column<?> answers = table.column(answer);
        if (!answerIsClass) {
            return new TensorDataset(x, manager.create(TableColumn.numbers(answers)), source);
        }
        List<String> classes = TableColumn.words(answers);
        long[] labels = Arrays.stream(TableColumn.classNumbers(answers, classes))
                .asLongStream()
                .toArray();
        return new TensorDataset(x, manager.create(labels), source).named(classes);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d rows of %s: %s from %s",
                table.rowCount(),
                origin,
                answer.isEmpty() ? "nothing yet" : (answerIsClass ? "class " : "number ") + answer,
                String.join(", ", features));
    }

    private float[] featureValues() {
        List<TableColumn> columns = features.stream().map(this::column).toList();
        int width = featureNames().size();
        var values = new float[table.rowCount() * width];
        int at = 0;
        for (TableColumn column : columns) {
            column.put(values, at, width);
            at += column.names().size();
        }
        return values;
    }

    private TableColumn column(String name) {
        return TableColumn.of(table.column(name));
    }
}
