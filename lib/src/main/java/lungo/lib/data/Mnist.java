package lungo.lib.data;

import ai.djl.ndarray.NDManager;
import java.util.Locale;

/**
 * Handwritten digits, 28 × 28: 60,000 to train on and 10,000 to test with. LeCun, Cortes and Burges 1998. Without a
 * network, and with none stored here, it is a sample of 4,000 + 1,000 of MNIST's training digits, and says so.
 */
public final class Mnist {

    /** Mean and standard deviation of the training pixels, scaled to 0…1. */
    public static final float MEAN = 0.1307f;

    public static final float STD = 0.3081f;

    private final LabelledImages train;
    private final LabelledImages test;
    private final String source;

    Mnist(LabelledImages train, LabelledImages test, String origin) {
        this.train = train;
        this.test = test;
        this.source = String.format(
                Locale.ROOT,
                "%s, %,d + %,d digits, %s",
                train.size() == 60_000 ? "MNIST" : "offline sample of MNIST",
                train.size(),
                test.size(),
                origin);
    }

    /**
     * Looks in the cache, in the folder LUNGO_DATA, on the network (which fills the cache) and in Lungo's jar; prints
     * where it found them. Throws DataException if a file in LUNGO_DATA is corrupt, or the cache's disk is full.
     */
    public static Mnist load() {
        return new MnistSources(
                        DataFolders.of(System.getenv()), new Download(), MnistSources.FILES, System.out::println)
                .load();
    }

    /** The 4,000 + 1,000 digits inside Lungo's jar, wherever the whole set may be: small, and always there. */
    public static Mnist sample() {
        return MnistSources.fromJar();
    }

    /** The training digits as tensors: x (N, 1, 28, 28) with mean 0 and deviation 1, y (N) int64. */
    public TensorDataset train(NDManager manager) {
        return train.tensors(manager, MEAN, STD, source);
    }

    /** The test digits as tensors: x (N, 1, 28, 28), normalised as the training digits are; y (N) int64. */
    public TensorDataset test(NDManager manager) {
        return test.tensors(manager, MEAN, STD, source);
    }

    /** The training digits as images. */
    public LabelledImages train() {
        return train;
    }

    /** The test digits as images. */
    public LabelledImages test() {
        return test;
    }

    /** Which digits these are and where they came from: name it beside every accuracy. */
    public String source() {
        return source;
    }
}
