package lungo.lib.nn;

import ai.djl.ndarray.types.Shape;

/** Which side of a layer keeps its variance: PyTorch's {@code mode}, for weights (out, in, kernel…). */
public enum Fan {
    /** The inputs of one output, in × kernel: keeps the variance of what goes forward. */
    IN(1),
    /** The outputs of one input, out × kernel: keeps the variance of the gradients. */
    OUT(0);

    private final int axis;

    Fan(int axis) {
        this.axis = axis;
    }

    /** Throws IllegalArgumentException unless the weight is (out, in, kernel…), each of at least 1. */
    long of(Shape weight) {
        if (weight.dimension() < 2 || weight.size() < 1) {
            throw new IllegalArgumentException("A weight's shape is (out, in, …) with in of at least 1, not " + weight
                    + ". For a bias use Init.zeros or Init.torchBias.");
        }
        return weight.get(axis) * weight.slice(2).size();
    }
}
