package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * PyTorch's Adam, by its fused kernel: g ← grad + decay·p; m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²;
 * p ← p − lr·m̂ / (√v̂ + eps), where m̂ and v̂ are divided by 1 − βᵗ. Kingma and Ba 2015.
 *
 * @see <a href="https://pytorch.org/docs/2.7/generated/torch.optim.Adam.html">torch.optim.Adam</a>
 */
public final class Adam extends TorchOptim<Adam> {

    private static final NoGrad PROGRAM = AdamRule.program("_fused_adam_");

    Adam(List<? extends NDArray> parameters, double learningRate) {
        super(PROGRAM, AdamRule.SLOTS, parameters, AdamRule.options(learningRate, 0));
    }

    /** Sets how much of the means of the gradient and of its square is kept each step: 0.9 and 0.999 unless told. */
    public Adam betas(double beta1, double beta2) {
        return set(Option.BETA1, beta1).set(Option.BETA2, beta2);
    }

    /** Sets what is added to the root in the denominator; 1e-8 unless told. */
    public Adam eps(double eps) {
        return set(Option.EPS, eps);
    }

    /** Divides by the largest v̂ so far. Reddi et al. 2018. */
    public Adam amsgrad() {
        return set(Option.AMSGRAD, 1);
    }

    @Override
    Adam self() {
        return this;
    }
}
