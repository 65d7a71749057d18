package lungo.lib.plot;

/** The values that marks cover on one axis, and whether the axis leaves air beyond its ends; NaN where there are none. */
record Extent(double low, double high, boolean airBelow, boolean airAbove) {
    static final Extent NONE = new Extent(Double.NaN, Double.NaN, false, false);

    /** The finite ones of {@code values}, with air at both ends or at none. */
    static Extent of(double[] values, boolean air) {
        var low = Double.POSITIVE_INFINITY;
        var high = Double.NEGATIVE_INFINITY;
        for (var value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low > high ? NONE : new Extent(low, high, air, air);
    }

    /** Both; an end keeps its air if either mark that reaches it wants some. */
    Extent and(Extent other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        var first = low <= other.low ? this : other;
        var last = high >= other.high ? this : other;
        return new Extent(
                first.low,
                last.high,
                low == other.low ? airBelow && other.airBelow : first.airBelow,
                high == other.high ? airAbove && other.airAbove : last.airAbove);
    }

    /** This extent reaching down or up to {@code value}, with no air beyond it. */
    Extent reaching(double value) {
        return and(new Extent(value, value, false, false));
    }

    boolean isEmpty() {
        return Double.isNaN(low);
    }

    /** With the air added, 5 % of the length; never of length 0. */
    Extent padded() {
        if (isEmpty()) {
            return new Extent(0, 1, false, false);
        }
        var length = high - low;
        if (length == 0) {
            var some = low == 0 ? 1 : Math.abs(low) / 2;
            return new Extent(low - some, high + some, false, false);
        }
        return new Extent(low - (airBelow ? length / 20 : 0), high + (airAbove ? length / 20 : 0), false, false);
    }
}
