package lungo.lib.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Map;
import lungo.lib.nn.StateDict;

/** The weights and pictures that lib/reference/classics_deep.py makes by a formula, so that none need to be stored. */
final class TorchFormula {

    private static final int PICTURES = 1_000_000;

    private TorchFormula() {}

    /** Puts the formula's numbers into {@code net}, which must be initialised. */
    static void fill(Block net) {
        int k = 0;
        for (Map.Entry<String, NDArray> entry : StateDict.of(net).entrySet()) {
            NDArray array = entry.getValue();
            array.set(weights(k++, entry.getKey(), array.getShape()));
        }
    }

    /** Two pictures, (2, 3, side, side). */
    static NDArray pictures(NDManager manager, int side) {
        var shape = new Shape(2, 3, side, side);
        return manager.create(numbers(PICTURES, shape, 0, 1.7), shape);
    }

    private static float[] weights(int k, String name, Shape shape) {
        if (shape.dimension() > 1) {
            return numbers(k, shape, 0, Math.sqrt(6.0 / (shape.size() / shape.get(0))));
        } else if (name.endsWith("running_var")) {
            return numbers(k, shape, 1, 0.5);
        }
        return name.endsWith("weight") ? numbers(k, shape, 1, 0.2) : numbers(k, shape, 0, 0.1);
    }

    private static float[] numbers(int k, Shape shape, double offset, double scale) {
        var numbers = new float[(int) shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (offset + scale * mixed(k, i));
        }
        return numbers;
    }

    /** A number in [−1, 1): the finaliser of MurmurHash3 on 32 bits. */
    private static double mixed(int k, int i) {
        int h = i + k * 0x9E3779B9;
        h = (h ^ h >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        h ^= h >>> 16;
        return Integer.toUnsignedLong(h) / (double) (1L << 31) - 1;
    }
}
