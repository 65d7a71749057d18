package lungo.lib.data;

import java.util.List;

/**
 * Colour pictures of ten kinds of things, 32 × 32: 50,000 to train on and 10,000 to test with. Krizhevsky 2009, "Learning
 * Multiple Layers of Features from Tiny Images". Where fewer lie below LUNGO_DATA it is a subset, and says so. Without a
 * network, and with none stored here, it is 4,000 + 1,000 drawn pictures, see {@link Shapes}: not CIFAR-10 at all.
 */
public record Cifar10(LabelledImages train, LabelledImages test, String source) implements VisionDataset {

    private static final CifarBinary FORMAT = new CifarBinary(
            1,
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            "test_batch.bin",
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"));

    static final Recipe RECIPE = new Recipe(
            "CIFAR-10",
            "cifar-10",
            List.of(DataFile.packed("cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530", Cifar100.MIRRORS)),
            "cifar-10-batches-bin",
            contents -> FORMAT.parse(contents, "CIFAR-10"),
            () -> Drawn.found(new Shapes(false), "coloured shapes, not CIFAR-10"));

    private Cifar10(Found found) {
        this(found.train(), found.test(), found.source());
    }

    /**
     * Looks in the cache, below LUNGO_DATA (the folder cifar-10-batches-bin, whole or in part, or cifar-10 with the
     * archive) and on the network, and else draws; prints which. Throws DataException if a file in LUNGO_DATA is corrupt,
     * or the cache's disk is full.
     */
    public static Cifar10 load() {
        return new Cifar10(Sources.ofEnvironment().find(RECIPE));
    }

    /** The 4,000 + 1,000 drawn pictures, wherever CIFAR-10 may be: small, always there, and not CIFAR-10. */
    public static Cifar10 sample() {
        return new Cifar10(RECIPE.substitute().get());
    }

    @Override
    public float[] mean() {
        return new float[] {0.4914f, 0.4822f, 0.4465f};
    }

    @Override
    public float[] std() {
        return new float[] {0.2470f, 0.2435f, 0.2616f};
    }

    @Override
    public String toString() {
        return source;
    }
}
