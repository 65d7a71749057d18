package lungo.lib.data;

import java.util.stream.IntStream;

/** Uniform shuffles that are the same on every platform and easy to repeat elsewhere: lib/reference has them in Python. */
public final class Shuffle {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Shuffle(long seed) {
        this.state = seed;
    }

    /** The numbers 0…n−1 in an order drawn by {@code seed}: Fisher–Yates from the end, over SplitMix64. */
    public static int[] permutation(int n, long seed) {
        var random = new Shuffle(seed);
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = (int) Long.remainderUnsigned(random.next(), i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** SplitMix64. Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators". */
    private long next() {
        state += GOLDEN_GAMMA;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
