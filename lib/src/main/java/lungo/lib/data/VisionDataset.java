package lungo.lib.data;

import ai.djl.ndarray.NDManager;
import java.util.List;

/** A published set of pictures with a class each, parted by its publisher into pictures to train on and to test with. */
public interface VisionDataset {

    /** The pictures to train on. */
    LabelledImages train();

    /** The pictures to test with. */
    LabelledImages test();

    /** Which pictures these are and where they came from: name it beside every accuracy. */
    String source();

    /** The mean of each channel of the training pixels, scaled to 0…1. */
    float[] mean();

    /** The standard deviation of each channel of the training pixels, scaled to 0…1. */
    float[] std();

    /** The names of the classes, by number. */
    default List<String> classes() {
        return train().classes();
    }

    /** The training pictures as tensors: x (N, channels, height, width) with mean 0 and deviation 1, y (N) int64. */
    default TensorDataset train(NDManager manager) {
        return train().tensors(manager, source()).normalise(mean(), std());
    }

    /** The test pictures as tensors: x normalised as the training pictures are, y (N) int64. */
    default TensorDataset test(NDManager manager) {
        return test().tensors(manager, source()).normalise(mean(), std());
    }
}
