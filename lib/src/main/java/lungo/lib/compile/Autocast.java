package lungo.lib.compile;

import static lungo.lib.compile.Text.text;
import static lungo.lib.compile.Text.torch;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import lungo.lib.script.Script;

/**
 * Where a program in mixed precision changes the type of its numbers, after torch.autocast's lists of operators for the CPU
 * and for CUDA.
 *
 * @see <a href="https://pytorch.org/docs/2.7/amp.html#autocast-op-reference">torch.amp, Autocast Op Reference</a>
 */
final class Autocast {

    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;

    /** Methods of scripts that run in bfloat16. */
    private static final Set<String> HALVED =
            Set.of("linear", "conv1d", "conv2d", "conv3d", "conv_transpose2d", "conv_transpose2d_bias", "matmul");

    /** Operators that run in float32 on CUDA; the CPU takes them in the type that comes. */
    private static final Set<String> SINGLE_ON_CUDA =
            Set.of("exp", "log", "pow", "sum", "softmax", "logSoftmax", "softPlus", "layerNorm");

    private Autocast() {}

    /** The name of {@code self} as an operand of {@code operator}, in the type that the operator runs in. */
    static String operand(Traced self, String operator) {
        boolean single =
                self.trace().bfloat16() && self.origin().getDevice().isGpu() && SINGLE_ON_CUDA.contains(operator);
        return single ? torch("to", self.name(), "" + FLOAT32) : self.name();
    }

    /** An operand of a product. */
    static String half(Traced self, String name) {
        return self.trace().bfloat16() ? torch("to", name, "" + BFLOAT16) : name;
    }

    /** The operands of a layer that is a product: x, weight and bias, which may be null. */
    static String halves(Traced self, Object... arrays) {
        return Arrays.stream(arrays)
                .map(array -> array == null ? "None" : half(self, text(self, array)))
                .collect(Collectors.joining(", "));
    }

    /** A call of a script's method. */
    static String call(Traced self, Script script, String method, Object... arguments) {
        boolean halved = HALVED.contains(method);
        return self.trace().program().method(script, method)
                + Arrays.stream(arguments)
                        .map(a -> halved && a instanceof NDArray ? half(self, text(self, a)) : text(self, a))
                        .collect(Collectors.joining(", ", "(", ", )"));
    }
}
