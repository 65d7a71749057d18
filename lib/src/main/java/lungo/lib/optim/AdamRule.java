package lungo.lib.optim;

import java.util.List;
import java.util.Map;

/** What Adam and AdamW share: the fused kernels of PyTorch differ in where the weight decay stands. */
final class AdamRule {

    static final List<String> SLOTS = List.of("step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq");

    private static final String UPDATE = """
            def update(self, x: List[List[Tensor]], o: List[float], foreach: bool) -> NoneType:
              _0 = (self).start(x[3], x[0], 0.)
              _1 = (self).start(x[4], x[0], 0.)
              largest = annotate(List[Tensor], [])
              if torch.ne(o[6], 0.):
                _2 = (self).start(x[5], x[0], 0.)
                largest = x[5]
              else:
                pass
              torch._foreach_add_(x[2], 1)
              torch.KERNEL(x[0], x[1], x[3], x[4], largest, x[2], lr=o[0], beta1=o[3], beta2=o[4], weight_decay=o[1], eps=o[5], amsgrad=torch.ne(o[6], 0.), maximize=False)
              return None
            """;

    private AdamRule() {}

    static NoGrad program(String kernel) {
        return StepProgram.with(UPDATE.replace("KERNEL", kernel));
    }

    static Map<Option, Double> options(double learningRate, double weightDecay) {
        Map<Option, Double> options = TorchOptim.defaults(learningRate);
        options.put(Option.WEIGHT_DECAY, weightDecay);
        options.put(Option.BETA1, 0.9);
        options.put(Option.BETA2, 0.999);
        options.put(Option.EPS, 1e-8);
        options.put(Option.AMSGRAD, 0.0);
        return options;
    }
}
