package lungo.lib.plot;

import java.util.List;
import java.util.Objects;

/** Lists of a JSON tree as numbers. */
final class Numbers {
    private Numbers() {}

    /** Whether every value is a number or missing, and at least one a number. */
    static boolean allNumeric(List<?> values) {
        return values.stream().allMatch(value -> value == null || value instanceof Number)
                && values.stream().anyMatch(Objects::nonNull);
    }

    /** The values, NaN where one is missing or no number. */
    static double[] of(List<?> values) {
        var numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i) instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        return numbers;
    }
}
