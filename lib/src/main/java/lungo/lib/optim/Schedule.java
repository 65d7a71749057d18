package lungo.lib.optim;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * A learning rate as a function of time, as in {@code torch.optim.lr_scheduler}. Time is counted from 0 in epochs or in
 * steps; which of the two is said where it is put on an optimiser:
 *
 * <pre>{@code
 * Scheduler scheduler = Schedule.linearWarmup(0.1, 5).then(Schedule.cosine(25)).perEpoch(optimizer);
 * }</pre>
 *
 * A lambda will do too: {@code Schedule halves = (base, t) -> base / (1 + t);}
 */
@FunctionalInterface
public interface Schedule {

    /** The rate at time t of a group whose rate was {@code base} when the schedule was put on. */
    double at(double base, long t);

    /** The momentum at time t, Adam's first beta; empty where the schedule leaves it alone. */
    default OptionalDouble momentumAt(long t) {
        return OptionalDouble.empty();
    }

    /** This until time {@code start}, and then {@code next}, whose time begins there: {@code SequentialLR}. */
    default Schedule then(long start, Schedule next) {
        return new Sequence(this, Require.positive("the time of the change", start), next);
    }

    /** This on top of {@code first}, whose rate is the base here: {@code ChainedScheduler}. */
    default Schedule after(Schedule first) {
        return (base, t) -> at(first.at(base, t), t);
    }

    /** Puts this on an optimiser, its groups' rates of now being the bases; time passes with each epoch. */
    default Scheduler perEpoch(Optim optimizer) {
        return new TimedScheduler(optimizer, this, false);
    }

    /** Puts this on an optimiser, its groups' rates of now being the bases; time passes with each step. */
    default Scheduler perStep(Optim optimizer) {
        return new TimedScheduler(optimizer, this, true);
    }

    /** Multiplies by gamma whenever {@code every} epochs or steps have passed: {@code StepLR}. */
    static Schedule step(int every, double gamma) {
        Require.positive("the time between two falls", every);
        return (base, t) -> base * Math.pow(gamma, t / every);
    }

    /** Multiplies by gamma at each milestone: {@code MultiStepLR}. */
    static Schedule multiStep(double gamma, long... milestones) {
        long[] times = milestones.clone();
        return (base, t) ->
                base * Math.pow(gamma, Arrays.stream(times).filter(m -> m <= t).count());
    }

    /** Multiplies by gamma each time: {@code ExponentialLR}. */
    static Schedule exponential(double gamma) {
        return (base, t) -> base * Math.pow(gamma, t);
    }

    /** Falls to {@code min} along half a cosine in {@code span}, and rises again: {@code CosineAnnealingLR}. */
    static Schedule cosine(int span, double min) {
        Require.positive("the time of the fall", span);
        return (base, t) -> min + (base - min) * (1 + Math.cos(Math.PI * t / span)) / 2;
    }

    /** {@link #cosine(int, double)} down to 0. */
    static Schedule cosine(int span) {
        return cosine(span, 0);
    }

    /**
     * Falls to {@code min} along half a cosine in {@code first}, jumps back up, and again, each time {@code longer} times as
     * long: {@code CosineAnnealingWarmRestarts}. Loshchilov and Hutter 2017.
     */
    static Schedule cosineWarmRestarts(int first, int longer, double min) {
        Require.positive("the time to the first restart", first);
        Require.positive("the growth of the time to a restart", longer);
        return (base, t) -> {
            long span = first;
            long since = t;
            while (since >= span) {
                since -= span;
                span *= longer;
            }
            return min + (base - min) * (1 + Math.cos(Math.PI * since / span)) / 2;
        };
    }

    /** Rises in a line from {@code from} times the rate to all of it in {@code span}: {@code LinearLR}. */
    static Warmup linearWarmup(double from, int span) {
        return new Warmup(from, span);
    }

    /** Falls to 0 in {@code span} as (1 − t/span)^power, and stays there: {@code PolynomialLR}. */
    static Schedule polynomial(int span, double power) {
        Require.positive("the time of the fall", span);
        return (base, t) -> base * Math.pow(1 - Math.min(t, span) / (double) span, power);
    }

    /**
     * Up to {@code max} in the first 30 % of {@code total}, then down to almost nothing, whatever the rate is now, and
     * momentum the other way between 0.95 and 0.85: {@code OneCycleLR}, per step. Smith and Topin 2018.
     */
    static OneCycle oneCycle(double max, long total) {
        return new OneCycle(max, total, 0.3, 25, 1e4, OptionalDouble.of(0.85), OptionalDouble.of(0.95));
    }
}
