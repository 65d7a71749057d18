package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's Adagrad: g ← grad + decay·p; s ← s + g²; p ← p − lr / (1 + (t − 1)·lrDecay) · g / (√s + eps). Duchi, Hazan
 * and Singer 2011.
 *
 * @see <a href="https://pytorch.org/docs/2.7/generated/torch.optim.Adagrad.html">torch.optim.Adagrad</a>
 */
public final class Adagrad extends TorchOptim<Adagrad> {

    /** PyTorch's fused kernel is for CPUs. On a GPU the rates are computed there, so that nothing is read back. */
    private static final String UPDATE = """
            def update(self, x: List[List[Tensor]], o: List[float], foreach: bool) -> NoneType:
              _0 = (self).start(x[3], x[0], o[5])
              torch._foreach_add_(x[2], 1)
              if foreach:
                if torch.ne(o[1], 0.):
                  ds = torch._foreach_add(x[1], x[0], alpha=o[1])
                else:
                  ds = x[1]
                torch._foreach_addcmul_(x[3], ds, ds, 1)
                roots = torch._foreach_sqrt(x[3])
                torch._foreach_add_(roots, o[3])
                rates = torch._foreach_sub(x[2], 1)
                torch._foreach_mul_(rates, o[4])
                torch._foreach_add_(rates, 1)
                torch._foreach_mul_(roots, rates)
                torch._foreach_addcdiv_(x[0], ds, roots, torch.neg(o[0]))
              else:
                torch._fused_adagrad_(x[0], x[1], x[3], x[2], lr=o[0], lr_decay=o[4], weight_decay=o[1], eps=o[3], maximize=False)
              return None
            """;

    private static final NoGrad PROGRAM = StepProgram.with(UPDATE);

    Adagrad(List<? extends NDArray> parameters, double learningRate) {
        super(PROGRAM, List.of("step", "sum"), parameters, options(learningRate));
    }

    /** Sets by how much the rate falls: at the t-th step it is lr / (1 + (t − 1)·lrDecay); 0 unless told. */
    public Adagrad lrDecay(double lrDecay) {
        return set(Option.LR_DECAY, lrDecay);
    }

    /** Sets what is added to the root in the denominator; 1e-10 unless told. */
    public Adagrad eps(double eps) {
        return set(Option.EPS, eps);
    }

    /** Sets what the sum of squares begins with; 0 unless told. It counts for parameters that have not moved yet. */
    public Adagrad initialAccumulator(double initial) {
        return set(Option.INITIAL_ACCUMULATOR, initial);
    }

    @Override
    Adagrad self() {
        return this;
    }

    private static Map<Option, Double> options(double learningRate) {
        Map<Option, Double> options = defaults(learningRate);
        options.put(Option.EPS, 1e-10);
        options.put(Option.LR_DECAY, 0.0);
        options.put(Option.INITIAL_ACCUMULATOR, 0.0);
        return options;
    }
}
