package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's SGD, in its order: g ← grad + decay·p; v ← momentum·v + (1 − dampening)·g (v ← g at first); g ← v, or
 * g + momentum·v with Nesterov; p ← p − lr·g. The rate stands outside the velocity, so that changing it acts at once.
 *
 * @see <a href="https://pytorch.org/docs/2.7/generated/torch.optim.SGD.html">torch.optim.SGD</a>
 */
public final class Sgd extends TorchOptim<Sgd> {

    /** A velocity of size 0 has not begun: its first value is the gradient itself, without dampening. */
    private static final String UPDATE = """
            def update(self, x: List[List[Tensor]], o: List[float], foreach: bool) -> NoneType:
              if torch.eq(o[3], 0.):
                torch._fused_sgd_(x[0], x[1], annotate(List[Tensor], []), weight_decay=o[1], momentum=0., lr=o[0], dampening=0., nesterov=False, maximize=False, is_first_step=False)
              else:
                _0 = (self).accelerate(x, o)
              return None
            def accelerate(self, x: List[List[Tensor]], o: List[float]) -> NoneType:
              first = annotate(List[List[Tensor]], [])
              later = annotate(List[List[Tensor]], [])
              for s in range(3):
                _0 = torch.append(first, annotate(List[Tensor], []))
                _1 = torch.append(later, annotate(List[Tensor], []))
              for i in range(torch.len(x[0])):
                v = x[2][i]
                lists = later
                if torch.eq(torch.numel(v), 0):
                  _2 = torch.set_(v, torch.empty_like(x[0][i]))
                  lists = first
                else:
                  pass
                for s0 in range(3):
                  _3 = torch.append(lists[s0], x[s0][i])
              _4 = (self).fused(first, o, True)
              _5 = (self).fused(later, o, False)
              return None
            def fused(self, x: List[List[Tensor]], o: List[float], first: bool) -> NoneType:
              if torch.gt(torch.len(x[0]), 0):
                torch._fused_sgd_(x[0], x[1], x[2], weight_decay=o[1], momentum=o[3], lr=o[0], dampening=o[4], nesterov=torch.ne(o[5], 0.), maximize=False, is_first_step=first)
              else:
                pass
              return None
            """;

    private static final NoGrad PROGRAM = StepProgram.with(UPDATE);

    Sgd(List<? extends NDArray> parameters, double learningRate) {
        super(PROGRAM, List.of("momentum_buffer"), parameters, options(learningRate));
    }

    /** Sets the share of the velocity that is kept each step; 0 is none. */
    public Sgd momentum(double momentum) {
        return set(Option.MOMENTUM, momentum);
    }

    /** Sets the share of each gradient that does not enter the velocity; 0 unless told. Not with Nesterov. */
    public Sgd dampening(double dampening) {
        if (dampening != 0 && groups().get(0).get(Option.NESTEROV) == 1) {
            throw new IllegalStateException("Nesterov takes no dampening: leave one of the two out.");
        }
        return set(Option.DAMPENING, dampening);
    }

    /** Looks ahead along the velocity. Sutskever et al. 2013. Needs a momentum and no dampening. */
    public Sgd nesterov() {
        ParameterGroup first = groups().get(0);
        if (first.get(Option.MOMENTUM) == 0 || first.get(Option.DAMPENING) != 0) {
            throw new IllegalStateException(
                    "Nesterov needs a momentum, and no dampening: set one first, such as momentum(0.9).");
        }
        return set(Option.NESTEROV, 1);
    }

    @Override
    Sgd self() {
        return this;
    }

    private static Map<Option, Double> options(double learningRate) {
        Map<Option, Double> options = defaults(learningRate);
        options.put(Option.MOMENTUM, 0.0);
        options.put(Option.DAMPENING, 0.0);
        options.put(Option.NESTEROV, 0.0);
        return options;
    }
}
