package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * PyTorch's AdamW: {@link Adam} whose weight decay stands beside the gradient, p ← p − lr·decay·p before the step, and so
 * is not divided by √v̂. The decay is 0.01 unless told. Loshchilov and Hutter 2019.
 *
 * @see <a href="https://pytorch.org/docs/2.7/generated/torch.optim.AdamW.html">torch.optim.AdamW</a>
 */
public final class AdamW extends TorchOptim<AdamW> {

    private static final NoGrad PROGRAM = AdamRule.program("_fused_adamw_");

    AdamW(List<? extends NDArray> parameters, double learningRate) {
        super(PROGRAM, AdamRule.SLOTS, parameters, AdamRule.options(learningRate, 0.01));
    }

    /** Sets how much of the means of the gradient and of its square is kept each step: 0.9 and 0.999 unless told. */
    public AdamW betas(double beta1, double beta2) {
        return set(Option.BETA1, beta1).set(Option.BETA2, beta2);
    }

    /** Sets what is added to the root in the denominator; 1e-8 unless told. */
    public AdamW eps(double eps) {
        return set(Option.EPS, eps);
    }

    /** Divides by the largest v̂ so far. Reddi et al. 2018. */
    public AdamW amsgrad() {
        return set(Option.AMSGRAD, 1);
    }

    @Override
    AdamW self() {
        return this;
    }
}
