package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Shortens stored gradients in place, between backward and step, in one call and without waiting for the device. For
 * {@code minimize} and training loops, {@link TorchOptim#clipNorm} does it inside the step.
 */
public final class GradientClipping {

    /** Written through the gradients' data, since their versions tell the optimiser which backward has reached. */
    private static final NoGrad SCRIPT = NoGrad.of("""
            def stored(self, ps: List[Tensor]) -> List[List[Tensor]]:
              x = annotate(List[List[Tensor]], [])
              _1 = torch.append(x, annotate(List[Tensor], []))
              for i in range(torch.len(ps)):
                g = annotate(Optional[Tensor], ops.prim.grad(ps[i]))
                if torch.__isnot__(g, None):
                  _0 = torch.append(x[0], ops.prim.data(unchecked_cast(Tensor, g)))
                else:
                  pass
              return x
            def norm(self, ps: List[Tensor], most: float) -> Tensor:
              gs = (self).stored(ps)[0]
              if torch.gt(torch.len(gs), 0):
                total = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gs)))
                scale = torch.mul(torch.reciprocal(torch.add(total, 9.9999999999999995e-07)), most)
                torch._foreach_mul_(gs, torch.clamp(scale, None, 1.))
              else:
                total = torch.tensor(0.)
              return total
            def value(self, ps: List[Tensor], most: float) -> NoneType:
              gs = (self).stored(ps)[0]
              if torch.gt(torch.len(gs), 0):
                torch._foreach_clamp_min_(gs, torch.neg(most))
                torch._foreach_clamp_max_(gs, most)
              else:
                pass
              return None
            """);

    private GradientClipping() {}

    /**
     * Multiplies all gradients by the same number, so that their common Euclidean norm is at most {@code maxNorm}:
     * {@code torch.nn.utils.clip_grad_norm_}. Returns the norm before, one number, of the first parameter's manager.
     */
    public static NDArray byNorm(List<? extends NDArray> parameters, double maxNorm) {
        return SCRIPT.array("norm", parameters, positive("norm", maxNorm));
    }

    /** Clamps each element of the gradients to ±{@code maxValue}: {@code torch.nn.utils.clip_grad_value_}. */
    public static void byValue(List<? extends NDArray> parameters, double maxValue) {
        SCRIPT.run("value", parameters, positive("value", maxValue));
    }

    static double positive(String name, double most) {
        if (!(most > 0)) {
            throw new IllegalArgumentException(
                    "Gradients are clipped to a largest " + name + " above 0, not " + most + ".");
        }
        return most;
    }
}
