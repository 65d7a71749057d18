package lungo.lib.data;

import java.util.List;
import java.util.Map;

/**
 * Handwritten digits, 28 × 28: 60,000 to train on and 10,000 to test with. LeCun, Cortes and Burges 1998. Without a
 * network, and with none stored here, it is a sample of 4,000 + 1,000 of MNIST's training digits, and says so.
 */
public record Mnist(LabelledImages train, LabelledImages test, String source) implements VisionDataset {

    /** Mean and standard deviation of the training pixels, scaled to 0…1. */
    public static final float MEAN = 0.1307f;

    public static final float STD = 0.3081f;

    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private static final List<String> MIRRORS = List.of(
            "https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/");

    static final Recipe RECIPE = new Recipe(
            "MNIST",
            "mnist",
            List.of(
                    DataFile.unpacked("train-images-idx3-ubyte.gz", "6bbc9ace898e44ae57da46a324031adb", MIRRORS),
                    DataFile.unpacked("train-labels-idx1-ubyte.gz", "a25bea736e30d166cdddb491f175f624", MIRRORS),
                    DataFile.unpacked("t10k-images-idx3-ubyte.gz", "2646ac647ad5339dbf082846283269ea", MIRRORS),
                    DataFile.unpacked("t10k-labels-idx1-ubyte.gz", "27ae3e4e09519cfbb04c329615203637", MIRRORS)),
            contents -> parse(contents, "MNIST"),
            () -> new Found(parse(IdxSplits.inJar("mnist5k"), "offline sample of MNIST"), "inside Lungo's jar"));

    private Mnist(Found found) {
        this(found.train(), found.test(), found.source());
    }

    private static Splits parse(Map<String, byte[]> contents, String what) {
        return IdxSplits.parse(contents, what, "digits", CLASSES);
    }

    /**
     * Looks in the cache, in the folder mnist of LUNGO_DATA, on the network (which fills the cache) and in Lungo's jar;
     * prints where it found them. Throws DataException if a file in LUNGO_DATA is corrupt, or the cache's disk is full.
     */
    public static Mnist load() {
        return new Mnist(Sources.ofEnvironment().find(RECIPE));
    }

    /** The 4,000 + 1,000 digits inside Lungo's jar, wherever the whole set may be: small, and always there. */
    public static Mnist sample() {
        return new Mnist(RECIPE.substitute().get());
    }

    @Override
    public float[] mean() {
        return new float[] {MEAN};
    }

    @Override
    public float[] std() {
        return new float[] {STD};
    }

    @Override
    public String toString() {
        return source;
    }
}
