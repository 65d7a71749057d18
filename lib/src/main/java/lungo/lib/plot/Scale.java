package lungo.lib.plot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * One axis of a panel: turns a figure's values into positions. A category is at its index, a number on a logarithmic
 * axis at its decimal logarithm, any other number at itself.
 */
final class Scale {
    private final Map<String, Object> axis;
    private final List<Object> categories;
    private final boolean log;
    private double low = 0;
    private double high = 1;

    private Scale(Map<String, Object> axis, List<Object> categories) {
        this.axis = axis;
        this.categories = categories;
        this.log = categories.isEmpty() && "log".equals(axis.get("type"));
    }

    /** The axis of {@code columns}, the values that all its traces have on it; texts make categories of all. */
    static Scale of(Map<String, Object> axis, List<List<?>> columns) {
        var asked = "category".equals(axis.get("type"));
        var numeric = columns.stream().allMatch(column -> column.isEmpty() || Numbers.allNumeric(column));
        var categories = new LinkedHashSet<Object>();
        if (asked || !numeric) {
            columns.forEach(column -> column.forEach(value -> categories.add(key(value))));
        }
        return new Scale(axis, new ArrayList<>(categories));
    }

    private static Object key(Object value) {
        return value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    boolean isCategorical() {
        return !categories.isEmpty();
    }

    boolean isLog() {
        return log;
    }

    /** The positions of {@code values}; NaN for what has none, such as 0 on a logarithmic axis. */
    double[] positions(List<?> values) {
        if (!isCategorical()) {
            return positions(Numbers.of(values));
        }
        return values.stream()
                .mapToDouble(value -> categories.indexOf(key(value)))
                .map(index -> index < 0 ? Double.NaN : index)
                .toArray();
    }

    /** The positions of numbers; NaN for what has none. */
    double[] positions(double... numbers) {
        var positions = numbers.clone();
        for (int i = 0; log && i < positions.length; i++) {
            positions[i] = positions[i] > 0 ? Math.log10(positions[i]) : Double.NaN;
        }
        return positions;
    }

    /** Sets what the axis shows: its own range where the figure gives one, else {@code extent}. */
    void show(Extent extent) {
        var range = Numbers.of(Json.list(axis, "range"));
        var shown = extent.padded();
        if (range.length == 2 && Double.isFinite(range[0]) && Double.isFinite(range[1])) {
            low = range[0];
            high = range[1];
        } else if (isCategorical()) {
            low = Math.min(-0.5, shown.low());
            high = Math.max(categories.size() - 0.5, shown.high());
        } else {
            shown = "tozero".equals(axis.get("rangemode")) && !log
                    ? extent.reaching(0).padded()
                    : shown;
            low = shown.low();
            high = shown.high();
        }
    }

    double low() {
        return Math.min(low, high);
    }

    double high() {
        return Math.max(low, high);
    }

    boolean isReversed() {
        return low > high || "reversed".equals(axis.get("autorange"));
    }

    /** Tick positions and labels, about {@code count} of them; the figure's own where it sets them. */
    Ticks ticks(int count) {
        if (Boolean.FALSE.equals(axis.get("showticklabels")) || Boolean.FALSE.equals(axis.get("visible"))) {
            return new Ticks(List.of(), List.of());
        }
        if ("array".equals(axis.get("tickmode"))) {
            return ownTicks();
        }
        if (isCategorical()) {
            return categoryTicks(count);
        }
        if (log) {
            return Ticks.log(low(), high(), count);
        }
        var step = Json.number(axis, "dtick", 0);
        return step > 0 ? Ticks.every(low(), high(), step) : Ticks.linear(low(), high(), count);
    }

    private Ticks ownTicks() {
        var positions = positions(Json.list(axis, "tickvals"));
        var texts = Json.list(axis, "ticktext");
        var shown = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= low() && positions[i] <= high()) {
                shown.add(positions[i]);
                labels.add(
                        i < texts.size()
                                ? String.valueOf(texts.get(i))
                                : key(Json.list(axis, "tickvals").get(i)).toString());
            }
        }
        return new Ticks(shown, labels);
    }

    private Ticks categoryTicks(int count) {
        var step = Math.max(1, (int) Math.ceil(categories.size() / (count * 3.0)));
        var positions = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        for (int i = 0; i < categories.size(); i += step) {
            positions.add((double) i);
            labels.add(String.valueOf(categories.get(i)));
        }
        return new Ticks(positions, labels);
    }
}
