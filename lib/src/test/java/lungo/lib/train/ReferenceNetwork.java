package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import lungo.lib.nn.F;

/** The network of lib/reference/mnist_mlp.py with the weights that the script starts from: 784-200-200-10. */
final class ReferenceNetwork {

    private static final int[] SIZES = {784, 200, 200, 10};

    private final List<NDArray> parameters = new ArrayList<>();
    private final boolean reluLogits;

    ReferenceNetwork(NDManager manager, long seed, boolean reluLogits) {
        this.reluLogits = reluLogits;
        for (int k = 0; k + 1 < SIZES.length; k++) {
            int in = SIZES[k];
            int out = SIZES[k + 1];
            parameters.add(manager.create(normals(seed * 1000 + k, out * in, Math.sqrt(2.0 / in)), new Shape(out, in)));
            parameters.add(manager.zeros(new Shape(out)));
        }
        parameters.forEach(p -> p.setRequiresGradient(true));
    }

    /** w1, b1, w2, b2, w3, b3. */
    List<NDArray> parameters() {
        return parameters;
    }

    NDArray forward(NDArray x) {
        x = F.relu(F.linear(x, parameters.get(0), parameters.get(1))); // (n, 200)
        x = F.relu(F.linear(x, parameters.get(2), parameters.get(3))); // (n, 200)
        x = F.linear(x, parameters.get(4), parameters.get(5)); // (n, 10)
        return reluLogits ? F.relu(x) : x;
    }

    private static float[] normals(long seed, int count, double std) {
        var normals = new float[count];
        for (int i = 0; i < count; i += 2) {
            double radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, i + 1)));
            double angle = 2 * Math.PI * uniform(seed, i + 2);
            normals[i] = (float) (radius * Math.cos(angle) * std);
            normals[i + 1] = (float) (radius * Math.sin(angle) * std);
        }
        return normals;
    }

    /** Output number {@code n} of SplitMix64, as 53 bits of 0…1. */
    private static double uniform(long seed, int n) {
        long z = seed + n * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }
}
