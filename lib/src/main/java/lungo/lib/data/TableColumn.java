package lungo.lib.data;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/** A column of a table as features: its own numbers, or a feature for each of its words. */
record TableColumn(List<String> names, float[][] values) {

    /** A column of more different words than this is a text or a name, from which no network can learn as it stands. */
    private static final int MOST_WORDS = 100;

    /** Throws DataException, with row and column, if a value is missing, or stands as a word among numbers. */
    static TableColumn of(Column<?> column) {
        if (column instanceof NumericColumn<?> || column instanceof BooleanColumn) {
            return new TableColumn(List.of(column.name()), new float[][] {numbers(column)});
        }
        List<String> words = words(column);
        int[] numbers = classNumbers(column, words);
        if (words.size() > MOST_WORDS) {
            throw new DataException("Column " + column.name() + " holds " + words.size()
                    + " different words (such as \""
                    + words.get(0) + "\"), too many for a feature each: leave it out with without(\"" + column.name()
                    + "\"), or make fewer of them.");
        }
        var values = new float[words.size()][numbers.length];
        for (int row = 0; row < numbers.length; row++) {
            values[numbers[row]][row] = 1;
        }
        return new TableColumn(
                words.stream().map(word -> column.name() + "=" + word).toList(), values);
    }

    /** Writes these features into rows of {@code width} values, from the place {@code at} of each row on. */
    void put(float[] rows, int at, int width) {
        for (int feature = 0; feature < values.length; feature++) {
            for (int row = 0; row < values[feature].length; row++) {
                rows[row * width + at + feature] = values[feature][row];
            }
        }
    }

    /** The numbers of a column of numbers, or of true, 1, and false, 0. */
    static float[] numbers(Column<?> column) {
        requireNoneMissing(column);
        var numbers = new float[column.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = number(column, row);
        }
        return numbers;
    }

    private static float number(Column<?> column, int row) {
        if (column instanceof NumericColumn<?> numeric) {
            return (float) numeric.getDouble(row);
        } else if (column instanceof BooleanColumn truths) {
            return truths.get(row) ? 1 : 0;
        }
        throw new DataException("Column " + column.name() + " holds "
                + column.type().name() + ", not numbers: row " + (row + 1) + " is \"" + column.getString(row)
                + "\". Say label(\"" + column.name() + "\") if these are classes.");
    }

    /** The different values of a column, sorted: numbers by size, words by letters. */
    static List<String> words(Column<?> column) {
        requireNoneMissing(column);
        requireNoNumbersAmongWords(column);
        Column<?> different = column.unique();
        different.sortAscending();
        return IntStream.range(0, different.size())
                .mapToObj(different::getString)
                .toList();
    }

    static int[] classNumbers(Column<?> column, List<String> words) {
        return IntStream.range(0, column.size())
                .map(row -> words.indexOf(column.getString(row)))
                .toArray();
    }

    private static void requireNoneMissing(Column<?> column) {
        first(column, column::isMissing).ifPresent(row -> {
            throw new DataException("Row " + (row + 1) + " of column " + column.name() + " is empty, as are "
                    + column.countMissing() + " of its " + column.size() + " rows in all. Fill them, drop these rows"
                    + " (table.dropRowsWithMissingValues()), or leave the column out with without(\"" + column.name()
                    + "\").");
        });
    }

    /** Tablesaw reads a column as words for the sake of one stray value: that would make a feature of every number. */
    private static void requireNoNumbersAmongWords(Column<?> column) {
        if (column instanceof NumericColumn<?> || column instanceof BooleanColumn) {
            return;
        }
        long numbers = IntStream.range(0, column.size())
                .filter(row -> isNumber(column.getString(row)))
                .count();
        if (2 * numbers > column.size()) {
            first(column, row -> !isNumber(column.getString(row))).ifPresent(row -> {
                throw new DataException("Row " + (row + 1) + " of column " + column.name() + " is \""
                        + column.getString(row)
                        + "\", where " + numbers + " of " + column.size() + " rows are numbers. Mend it, drop the row,"
                        + " or leave the column out with without(\"" + column.name() + "\").");
            });
        }
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<Integer> first(Column<?> column, IntPredicate wrong) {
        return IntStream.range(0, column.size()).filter(wrong).boxed().findFirst();
    }
}
