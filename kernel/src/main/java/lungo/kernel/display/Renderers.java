package lungo.kernel.display;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Functions that turn objects of a type into {@link DisplayData}; the most specific registered type wins. */
public final class Renderers {
    private final Map<Class<?>, Function<Object, DisplayData>> functions = new LinkedHashMap<>();

    /** Shows every {@code type} and its subtypes by {@code function}; a later registration of the same type wins. */
    public synchronized <T> Renderers register(Class<T> type, Function<? super T, DisplayData> function) {
        functions.put(type, value -> function.apply(type.cast(value)));
        return this;
    }

    /** How {@code value} is shown, or null where neither it nor a registered function says so. */
    public DisplayData render(Object value) {
        if (value instanceof DisplayData data) {
            return data;
        }
        if (value instanceof Displayable displayable) {
            return displayable.display();
        }
        var function = value == null ? null : functionFor(value.getClass());
        return function == null ? null : function.apply(value);
    }

    private synchronized Function<Object, DisplayData> functionFor(Class<?> type) {
        Class<?> best = null;
        for (var candidate : functions.keySet()) {
            if (candidate.isAssignableFrom(type) && (best == null || best.isAssignableFrom(candidate))) {
                best = candidate;
            }
        }
        return best == null ? null : functions.get(best);
    }
}
