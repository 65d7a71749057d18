package lungo.lib.nn;

import ai.djl.ndarray.types.Shape;

/**
 * Normalises each feature of (N, C) or (N, C, L) by the batch's mean and variance in training, by the running ones in
 * evaluation. {@code torch.nn.BatchNorm1d}; Ioffe and Szegedy 2015. Parameters gamma, beta, runningMean, runningVar, (C).
 */
public final class BatchNorm1d extends BatchNormNd {

    /** With PyTorch's eps of 1e-5 and momentum of 0.1. */
    public BatchNorm1d() {
        this(1e-5, 0.1);
    }

    /** Momentum is the share of the new batch in the running mean and variance, as PyTorch counts it. */
    public BatchNorm1d(double eps, double momentum) {
        super(eps, momentum);
    }

    @Override
    Shape outputShape(Shape x) {
        return requireAxes("BatchNorm1d", x, 2, 3, "features (N, C) or (N, C, L)");
    }
}
