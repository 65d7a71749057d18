package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's RMSprop: g ← grad + decay·p; v ← α·v + (1 − α)·g²; g ← g / (√v + eps), where centred v is less the square of
 * g's mean; with momentum b ← momentum·b + g, and p ← p − lr·b. Tieleman and Hinton 2012; Graves 2013, centred.
 *
 * <p>Where gradients stay near 0 for thousands of steps, v sinks below 1e-38, to denormal numbers, with which a CPU computes
 * slowly: a step may take twice as long, here as in PyTorch, whose {@code torch.set_flush_denormal} is off unless told.
 *
 * @see <a href="https://pytorch.org/docs/2.7/generated/torch.optim.RMSprop.html">torch.optim.RMSprop</a>
 */
public final class RmsProp extends TorchOptim<RmsProp> {

    /** PyTorch has no fused kernel. A GPU takes all parameters at once; a CPU each alone, since that stays in its cache. */
    private static final String UPDATE = """
            def update(self, x: List[List[Tensor]], o: List[float], foreach: bool) -> NoneType:
              _0 = (self).start(x[2], x[0], 0.)
              if torch.ne(o[6], 0.):
                _1 = (self).start(x[3], x[0], 0.)
              else:
                pass
              if torch.ne(o[3], 0.):
                _2 = (self).start(x[4], x[0], 0.)
              else:
                pass
              if foreach:
                _3 = (self).move(x, o)
              else:
                for i in range(torch.len(x[0])):
                  one = annotate(List[List[Tensor]], [])
                  for s in range(torch.len(x)):
                    _4 = torch.append(one, [x[s][i]])
                  _5 = (self).move(one, o)
              return None
            def move(self, x: List[List[Tensor]], o: List[float]) -> NoneType:
              if torch.ne(o[1], 0.):
                gs = torch._foreach_add(x[1], x[0], alpha=o[1])
              else:
                gs = x[1]
              torch._foreach_mul_(x[2], o[5])
              torch._foreach_addcmul_(x[2], gs, gs, torch.sub(1., o[5]))
              if torch.ne(o[6], 0.):
                torch._foreach_lerp_(x[3], gs, torch.sub(1., o[5]))
                roots = torch._foreach_sqrt(torch._foreach_addcmul(x[2], x[3], x[3], -1))
              else:
                roots = torch._foreach_sqrt(x[2])
              torch._foreach_add_(roots, o[4])
              if torch.ne(o[3], 0.):
                torch._foreach_mul_(x[4], o[3])
                torch._foreach_addcdiv_(x[4], gs, roots, 1)
                torch._foreach_add_(x[0], x[4], alpha=torch.neg(o[0]))
              else:
                torch._foreach_addcdiv_(x[0], gs, roots, torch.neg(o[0]))
              return None
            """;

    private static final NoGrad PROGRAM = StepProgram.with(UPDATE);

    RmsProp(List<? extends NDArray> parameters, double learningRate) {
        super(PROGRAM, List.of("square_avg", "grad_avg", "momentum_buffer"), parameters, options(learningRate));
    }

    /** Sets how much of the mean of the gradient's square is kept each step; 0.99 unless told. */
    public RmsProp alpha(double alpha) {
        return set(Option.ALPHA, alpha);
    }

    /** Sets what is added to the root in the denominator; 1e-8 unless told. */
    public RmsProp eps(double eps) {
        return set(Option.EPS, eps);
    }

    /** Sets the share of the velocity that is kept each step; 0, none, unless told. */
    public RmsProp momentum(double momentum) {
        return set(Option.MOMENTUM, momentum);
    }

    /** Divides by the gradient's deviation from its mean, rather than by its size. */
    public RmsProp centered() {
        return set(Option.CENTERED, 1);
    }

    @Override
    RmsProp self() {
        return this;
    }

    private static Map<Option, Double> options(double learningRate) {
        Map<Option, Double> options = defaults(learningRate);
        options.put(Option.MOMENTUM, 0.0);
        options.put(Option.EPS, 1e-8);
        options.put(Option.ALPHA, 0.99);
        options.put(Option.CENTERED, 0.0);
        return options;
    }
}
