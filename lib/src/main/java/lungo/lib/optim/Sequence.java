package lungo.lib.optim;

import java.util.OptionalDouble;

/** One schedule until a time, then another. */
record Sequence(Schedule before, long start, Schedule next) implements Schedule {

    @Override
    public double at(double base, long t) {
        return t < start ? before.at(base, t) : next.at(base, t - start);
    }

    @Override
    public OptionalDouble momentumAt(long t) {
        return t < start ? before.momentumAt(t) : next.momentumAt(t - start);
    }
}
