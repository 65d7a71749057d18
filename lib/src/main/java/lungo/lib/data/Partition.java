package lungo.lib.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Ways to part the rows 0…n−1 into groups that never overlap and leave none out. */
final class Partition {

    private Partition() {}

    /** How many of n rows each fraction is: they add up to n, and none is off by a whole row. */
    static int[] counts(int n, double... fractions) {
        double sum = Arrays.stream(fractions).sum();
        if (Arrays.stream(fractions).anyMatch(f -> !(f > 0)) || Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("The fractions " + Arrays.toString(fractions)
                    + " must be above 0 and add up to 1; they add up to " + sum + ".");
        }
        var counts = new int[fractions.length];
        double reached = 0;
        int given = 0;
        for (int i = 0; i < counts.length; i++) {
            reached += fractions[i];
            counts[i] = (int) Math.round(n * reached / sum) - given;
            given += counts[i];
        }
        return counts;
    }

    /** Groups of these sizes, their rows drawn by {@code seed}. */
    static List<int[]> random(int n, long seed, int... counts) {
        if (Arrays.stream(counts).anyMatch(c -> c < 1)
                || Arrays.stream(counts).asLongStream().sum() != n) {
            throw new IllegalArgumentException(
                    "Parts of " + Arrays.toString(counts) + " examples must hold one at least and all " + n
                            + " together: choose others, or take subset(rows).");
        }
        int[] order = Shuffle.permutation(n, seed);
        var groups = new ArrayList<int[]>();
        int at = 0;
        for (int count : counts) {
            groups.add(Arrays.copyOfRange(order, at, at + count));
            at += count;
        }
        return groups;
    }

    /** k groups whose sizes differ by one at most, their rows drawn by {@code seed}. */
    static List<int[]> folds(int n, int k, long seed) {
        return dealt(Shuffle.permutation(n, seed), k);
    }

    /** k groups that hold as many rows of each class as the others, or one less; their sizes too differ by one at most. */
    static List<int[]> stratified(long[] classes, int k, long seed) {
        // Dealt like cards, class after class, the next class beginning where the last one ended.
        return dealt(
                byClass(classes, seed).stream()
                        .flatMap(List::stream)
                        .mapToInt(row -> row)
                        .toArray(),
                k);
    }

    /** {@code count} rows in their order, of each class its share of all, not off by a whole row. */
    static int[] sample(long[] classes, int count, long seed) {
        record Ranked(int row, double rank) {}
        return byClass(classes, seed).stream()
                .flatMap(rows ->
                        IntStream.range(0, rows.size()).mapToObj(i -> new Ranked(rows.get(i), (i + 0.5) / rows.size())))
                .sorted(Comparator.comparingDouble(Ranked::rank))
                .limit(count)
                .mapToInt(Ranked::row)
                .sorted()
                .toArray();
    }

    /** The rows of each class, the classes in order, the rows of each drawn by {@code seed}. */
    private static List<List<Integer>> byClass(long[] classes, long seed) {
        var byClass = new LinkedHashMap<Long, List<Integer>>();
        Arrays.stream(classes).sorted().forEach(c -> byClass.computeIfAbsent(c, none -> new ArrayList<>()));
        for (int row : Shuffle.permutation(classes.length, seed)) {
            byClass.get(classes[row]).add(row);
        }
        return List.copyOf(byClass.values());
    }

    private static List<int[]> dealt(int[] rows, int k) {
        if (k < 2 || k > rows.length) {
            throw new IllegalArgumentException(
                    "There can be from 2 to " + rows.length + " folds of " + rows.length + " examples, not " + k + ".");
        }
        return IntStream.range(0, k)
                .mapToObj(fold -> IntStream.range(0, rows.length)
                        .filter(i -> i % k == fold)
                        .map(i -> rows[i])
                        .toArray())
                .toList();
    }

    /** The rows 0…n−1 that are not in a group, in their order. */
    static int[] rest(int n, int[] group) {
        var in = new boolean[n];
        for (int row : group) {
            in[row] = true;
        }
        return IntStream.range(0, n).filter(row -> !in[row]).toArray();
    }
}
