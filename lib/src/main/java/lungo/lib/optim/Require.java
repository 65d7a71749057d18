package lungo.lib.optim;

/** What schedules ask of their numbers. */
final class Require {

    private Require() {}

    static long positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("In a schedule " + name + " is at least 1, not " + value + ".");
        }
        return value;
    }

    static double between(String name, double low, double value, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "In a schedule " + name + " is from " + low + " to " + high + ", not " + value + ".");
        }
        return value;
    }
}
