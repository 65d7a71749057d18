package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lungo.lib.transforms.Transform;

/**
 * Examples as tensors: x (N, …) and y (N), which lie whole on one device (or are read as batches are made, see
 * {@link ImageFolder#lazy}). Batches are gathered there by row number, and bytes become augmented, normalised floats as a
 * batch is made. Subsets, splits and folds share their parent's arrays; closing any of them frees these for all, as closing
 * their manager does.
 */
public final class TensorDataset implements AutoCloseable {

    private final Examples examples;
    private final int[] rows;
    private final Preparation preparation;
    private final String source;
    private final List<String> classes;

    /**
     * A set of x (N, …) and y (N), which it takes over. Throws IllegalArgumentException if their lengths differ, or are 0.
     */
    public TensorDataset(NDArray x, NDArray y, String source) {
        this(new TensorExamples(x, y), Preparation.NONE, source);
    }

    TensorDataset(Examples examples, Preparation preparation, String source) {
        this(examples, IntStream.range(0, examples.size()).toArray(), preparation, source, List.of());
    }

    private TensorDataset(Examples examples, int[] rows, Preparation preparation, String source, List<String> classes) {
        this.examples = examples;
        this.rows = rows;
        this.preparation = preparation;
        this.source = source;
        this.classes = List.copyOf(classes);
    }

    /** A set of x (N, …) of type uint8, which its batches divide by {@code white}, and y (N). */
    static TensorDataset ofBytes(NDArray x, NDArray y, float white, String source) {
        return new TensorDataset(new TensorExamples(x, y), Preparation.NONE.scaled(white), source);
    }

    private TensorDataset prepared(Preparation other) {
        return new TensorDataset(examples, rows, other, source, classes);
    }

    public int size() {
        return rows.length;
    }

    /** The shape of x in a batch of one: (1, …). */
    public Shape inputShape() {
        try (Batch one = rows(0)) {
            return one.x().getShape();
        }
    }

    /** Where the data came from, for whoever reads a number measured on it. */
    public String source() {
        return source;
    }

    /** The names of the classes, by number; empty where none were given. */
    public List<String> classes() {
        return classes;
    }

    /** The class number of each example. Throws IllegalStateException if y is not int64 of shape (N). */
    public int[] labels() {
        long[] all = examples.classNumbers();
        return Arrays.stream(rows).map(row -> (int) all[row]).toArray();
    }

    /** What batches normalise x by: {@link Normalisation#NONE} before {@link #normalise}. */
    public Normalisation normalisation() {
        return preparation.normalisation();
    }

    /** The manager, and so the device, that the examples belong to. */
    public NDManager manager() {
        return examples.manager();
    }

    /** The same examples with names for their classes. */
    public TensorDataset named(List<String> classes) {
        return new TensorDataset(examples, rows, preparation, source, classes);
    }

    /** The same examples with each x flattened: (N, features). It shares this set's arrays. */
    public TensorDataset flatten() {
        return prepared(preparation.flattened());
    }

    /** The same examples, x as (x − mean) / std with a mean and a standard deviation for each channel of (N, channels, …). */
    public TensorDataset normalise(float[] mean, float[] std) {
        return prepared(preparation.normalised(new Normalisation(mean, std), examples));
    }

    /**
     * The same examples, changed at random whenever a batch is made, before x is normalised: for training only. The seed of
     * the batches draws, so the same seed gives the same pictures. Lungo's transforms are drawn for a whole epoch when it
     * begins, and their numbers go to the device at once, though not from pinned memory.
     */
    public TensorDataset augment(Transform transform) {
        return prepared(preparation.augmented(transform));
    }

    /**
     * The same examples, whose batches a thread makes up to {@code ahead} before a loop asks for them, see
     * {@link Batches#prefetch}: for pictures that are read from files, or augmented at length.
     */
    public TensorDataset prefetch(int ahead) {
        return prepared(preparation.prefetched(ahead));
    }

    /** These examples alone, in this order. Throws IllegalArgumentException if there are none, or a row does not exist. */
    public TensorDataset subset(int... chosen) {
        if (chosen.length == 0) {
            throw new IllegalArgumentException(
                    "A subset of no examples of " + source + " was asked for: choose one at least.");
        }
        String part = String.format(Locale.ROOT, "%,d of %,d examples of %s", chosen.length, size(), source);
        return new TensorDataset(examples, kept(chosen), preparation, part, classes);
    }

    /**
     * At most so many examples, in each class's share of all, drawn by {@code seed}: to try something on less. Of no more
     * examples than that, all of them. Throws IllegalArgumentException if {@code most} is below 1, or if the targets are
     * numbers and no classes.
     */
    public TensorDataset sample(int most, long seed) {
        return most >= size()
                ? this
                : subset(Partition.sample(Arrays.stream(labels()).asLongStream().toArray(), most, seed));
    }

    private int[] kept(int... positions) {
        return Arrays.stream(positions)
                .map(i -> {
                    if (i < 0 || i >= rows.length) {
                        throw new IllegalArgumentException("There is no row " + i + ": the rows of " + source
                                + " are 0 to " + (rows.length - 1) + ".");
                    }
                    return rows[i];
                })
                .toArray();
    }

    /** Parts of these fractions of the examples, drawn by {@code seed}, which never overlap: {@code split(7, 0.8, 0.2)}. */
    public List<TensorDataset> split(long seed, double... fractions) {
        return split(seed, Partition.counts(size(), fractions));
    }

    /** Parts of so many examples, drawn by {@code seed}, which never overlap: {@code split(7, 50_000, 10_000)}. */
    public List<TensorDataset> split(long seed, int... counts) {
        return Partition.random(size(), seed, counts).stream().map(this::subset).toList();
    }

    /** k ways to train on all but one part in k and to validate on that part; the parts are drawn by {@code seed}. */
    public List<Fold> kFold(int k, long seed) {
        return folds(Partition.folds(size(), k, seed));
    }

    /** As {@link #kFold}, with each class as frequent in every part as in the whole, give or take one example. */
    public List<Fold> stratifiedKFold(int k, long seed) {
        long[] numbers = Arrays.stream(labels()).asLongStream().toArray();
        return folds(Partition.stratified(numbers, k, seed));
    }

    private List<Fold> folds(List<int[]> parts) {
        var folds = new ArrayList<Fold>();
        for (int[] part : parts) {
            folds.add(new Fold(folds.size() + 1, subset(Partition.rest(size(), part)), subset(part)));
        }
        return List.copyOf(folds);
    }

    /** The examples in their order, so many at a time. */
    public Batches batches(int batchSize) {
        return batches(batchSize, 0, () -> IntStream.range(0, size()).toArray());
    }

    /** The examples in an order shuffled by {@code seed}: the same seed gives the same order everywhere. */
    public Batches batches(int batchSize, long seed) {
        return batches(batchSize, seed, () -> Shuffle.permutation(size(), seed));
    }

    private Batches batches(int batchSize, long seed, Supplier<int[]> order) {
        Batches batches = Batches.of(size(), batchSize, () -> {
            int[] positions = order.get();
            return new Epoch(examples, preparation, classes, positions, kept(positions), batchSize, seed);
        });
        return preparation.ahead() == 0 ? batches : batches.prefetch(preparation.ahead());
    }

    /** These rows as one batch, which the caller closes. */
    public Batch rows(int... chosen) {
        try (var epoch = new Epoch(examples, preparation, classes, chosen, kept(chosen), chosen.length, 0)) {
            return epoch.take(0);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d examples (%s)", size(), source);
    }

    /** Frees the examples. Close {@link Batches} whose loop was left early first, if a thread makes them ahead. */
    @Override
    public void close() {
        examples.close();
        preparation.close();
    }
}
