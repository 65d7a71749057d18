package lungo.lib.data;

import java.util.List;

/**
 * Clothes in grey, 28 × 28: 60,000 to train on and 10,000 to test with. Xiao, Rasul and Vollgraf 2017. Without a network,
 * and with none stored here, it is 4,000 + 1,000 drawn outlines of the same ten kinds, see {@link Outlines}, and says so.
 */
public record FashionMnist(LabelledImages train, LabelledImages test, String source) implements VisionDataset {

    static final List<String> CLASSES = List.of(
            "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    private static final List<String> MIRRORS = List.of(
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/");

    static final Recipe RECIPE = new Recipe(
            "Fashion-MNIST",
            "fashion-mnist",
            List.of(
                    DataFile.packed("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d", MIRRORS),
                    DataFile.packed("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe", MIRRORS),
                    DataFile.packed("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79", MIRRORS),
                    DataFile.packed("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310", MIRRORS)),
            contents -> IdxSplits.parse(contents, "Fashion-MNIST", "pictures", CLASSES),
            () -> Drawn.found(new Outlines(), "outlines of clothes, not Fashion-MNIST"));

    private FashionMnist(Found found) {
        this(found.train(), found.test(), found.source());
    }

    /**
     * Looks in the cache, in the folder fashion-mnist of LUNGO_DATA and on the network, and else draws; prints which.
     * Throws DataException if a file in LUNGO_DATA is corrupt, or the cache's disk is full.
     */
    public static FashionMnist load() {
        return new FashionMnist(Sources.ofEnvironment().find(RECIPE));
    }

    /** The 4,000 + 1,000 drawn outlines, wherever the whole set may be: small, and always there. */
    public static FashionMnist sample() {
        return new FashionMnist(RECIPE.substitute().get());
    }

    @Override
    public float[] mean() {
        return new float[] {0.2860f};
    }

    @Override
    public float[] std() {
        return new float[] {0.3530f};
    }

    @Override
    public String toString() {
        return source;
    }
}
