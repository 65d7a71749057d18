package lungo.lib.data;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;

/**
 * 1,797 handwritten digits, 8 × 8 with values from 0 to 16, as scikit-learn's {@code load_digits} has them: small, and always
 * there. They are the test set of Alpaydin and Kaynak's "Optical Recognition of Handwritten Digits" (UCI, 1998).
 */
public record ScikitDigits(LabelledImages images, String source) {

    private static final int WHITE = 16;

    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    /** The digits inside Lungo's jar. */
    public static ScikitDigits load() {
        Idx pixels = Idx.parse(IdxSplits.gunzip("digits8x8/images-idx3-ubyte.gz"));
        Idx labels = Idx.parse(IdxSplits.gunzip("digits8x8/labels-idx1-ubyte.gz"));
        LabelledImages images = LabelledImages.of(pixels, labels, CLASSES, WHITE);
        String source =
                String.format(Locale.ROOT, "scikit-learn's digits, %,d pictures, inside Lungo's jar", images.size());
        return new ScikitDigits(images, source);
    }

    /** All digits as tensors: x (1797, 1, 8, 8) from 0 to 1, y (1797) int64. They have no test part: split them. */
    public TensorDataset data(NDManager manager) {
        return images.tensors(manager, source);
    }

    @Override
    public String toString() {
        return source;
    }
}
