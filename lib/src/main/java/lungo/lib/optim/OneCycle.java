package lungo.lib.optim;

import java.util.OptionalDouble;

/**
 * PyTorch's {@code OneCycleLR} in its default form: two halves of a cosine. Smith and Topin 2018.
 *
 * @param max the largest rate
 * @param total the steps of the whole training; asking for a later one throws
 * @param rising the share of them in which the rate rises
 * @param startDivisor the first rate is {@code max} divided by this
 * @param endDivisor the last rate is the first divided by this
 * @param lowMomentum momentum where the rate is largest; empty leaves momentum alone, as {@code cycle_momentum=False}
 * @param highMomentum momentum at both ends
 */
public record OneCycle(
        double max,
        long total,
        double rising,
        double startDivisor,
        double endDivisor,
        OptionalDouble lowMomentum,
        OptionalDouble highMomentum)
        implements Schedule {

    public OneCycle {
        Require.between("the largest rate", 0, max, Double.MAX_VALUE);
        Require.positive("the number of steps", total);
        Require.between("the rising share", 0, rising, 1);
    }

    /** The same, with another share of the steps in which the rate rises; 0.3 unless told. */
    public OneCycle rising(double share) {
        return new OneCycle(max, total, share, startDivisor, endDivisor, lowMomentum, highMomentum);
    }

    /** The same, with other divisors: 25 and 10,000 unless told. */
    public OneCycle divisors(double start, double end) {
        return new OneCycle(max, total, rising, start, end, lowMomentum, highMomentum);
    }

    /** The same, with momentum between other bounds: 0.85 and 0.95 unless told. */
    public OneCycle momentum(double low, double high) {
        return new OneCycle(
                max, total, rising, startDivisor, endDivisor, OptionalDouble.of(low), OptionalDouble.of(high));
    }

    /** The same, leaving momentum alone. */
    public OneCycle withoutMomentum() {
        return new OneCycle(
                max, total, rising, startDivisor, endDivisor, OptionalDouble.empty(), OptionalDouble.empty());
    }

    @Override
    public double at(double base, long t) {
        double first = max / startDivisor;
        return phased(t, first, max, first / endDivisor);
    }

    @Override
    public OptionalDouble momentumAt(long t) {
        if (lowMomentum.isEmpty()) {
            return lowMomentum;
        }
        double high = highMomentum.orElseThrow();
        return OptionalDouble.of(phased(t, high, lowMomentum.getAsDouble(), high));
    }

    private double phased(long t, double start, double middle, double end) {
        if (t > total) {
            throw new IllegalStateException("One cycle of " + total + " steps is over; step " + t
                    + " has no rate. Give oneCycle the number of all steps: epochs times batches.");
        }
        double top = rising * total - 1;
        double bottom = total - 1.0;
        return top > 0 && t <= top || top >= bottom
                ? cosine(start, middle, t / top)
                : cosine(middle, end, (t - top) / (bottom - top));
    }

    private static double cosine(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
    }
}
