package lungo.lib.optim;

/**
 * Rises in a line from a part of the rate to all of it, and stays there: {@code LinearLR} with end_factor 1.
 *
 * @param from the part to begin with, above 0 and at most 1
 * @param span after how many epochs or steps all of it is reached
 */
public record Warmup(double from, int span) implements Schedule {

    public Warmup {
        Require.between("the part that a warm-up begins with", Double.MIN_VALUE, from, 1);
        Require.positive("the time of the warm-up", span);
    }

    @Override
    public double at(double base, long t) {
        return base * (from + (1 - from) * Math.min(t, span) / span);
    }

    /** Goes on with {@code next}, whose time begins when the warm-up ends. */
    public Schedule then(Schedule next) {
        return then(span, next);
    }
}
