package lungo.lib.compile;

import static lungo.lib.compile.Text.joined;
import static lungo.lib.compile.Text.reversed;
import static lungo.lib.compile.Text.text;
import static lungo.lib.compile.Text.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What DJL's operators are called in TorchScript, as DJL's engine carries them out. */
final class Operators {

    /** The types as {@code torch.dtype} is written in TorchScript: c10's ScalarType. */
    private static final Map<DataType, Integer> TYPES = Map.of(
            DataType.UINT8,
            0,
            DataType.INT8,
            1,
            DataType.INT32,
            3,
            DataType.INT64,
            4,
            DataType.FLOAT16,
            5,
            DataType.FLOAT32,
            6,
            DataType.FLOAT64,
            7,
            DataType.BOOLEAN,
            11);

    private static final Map<String, String> UNARY = Map.ofEntries(
            Map.entry("relu", "relu"),
            Map.entry("sigmoid", "sigmoid"),
            Map.entry("tanh", "tanh"),
            Map.entry("selu", "selu"),
            Map.entry("neg", "neg"),
            Map.entry("abs", "abs"),
            Map.entry("exp", "exp"),
            Map.entry("log", "log"),
            Map.entry("sqrt", "sqrt"),
            Map.entry("square", "square"),
            Map.entry("sin", "sin"),
            Map.entry("cos", "cos"),
            Map.entry("erf", "erf"),
            Map.entry("sign", "sign"),
            Map.entry("floor", "floor"),
            Map.entry("stopGradient", "detach"),
            Map.entry("duplicate", "clone"));

    private static final Map<String, String> BINARY = Map.ofEntries(
            Map.entry("add", "add"),
            Map.entry("sub", "sub"),
            Map.entry("mul", "mul"),
            Map.entry("div", "div"),
            Map.entry("pow", "pow"),
            Map.entry("maximum", "maximum"),
            Map.entry("minimum", "minimum"),
            Map.entry("gt", "gt"),
            Map.entry("gte", "ge"),
            Map.entry("lt", "lt"),
            Map.entry("lte", "le"),
            Map.entry("eq", "eq"),
            Map.entry("neq", "ne"));

    private static final Map<String, String> IN_PLACE =
            Map.of("addi", "add_", "subi", "sub_", "muli", "mul_", "divi", "div_");

    private static final Set<String> SHAPE_KEPT =
            Set.of("softPlus", "softSign", "leakyRelu", "elu", "gelu", "clip", "softmax", "logSoftmax");

    private Operators() {}

    /** Whether the operator works on each element by itself. */
    static boolean keepsShape(String name) {
        return UNARY.containsKey(name) || SHAPE_KEPT.contains(name);
    }

    static boolean inPlace(String name) {
        return IN_PLACE.containsKey(name);
    }

    /** The TorchScript of {@code self.name(arguments)}, or nothing where it is not known. */
    static Optional<String> write(Traced self, String name, Object... arguments) {
        return Optional.ofNullable(elementwise(self, name, arguments))
                .or(() -> Optional.ofNullable(shaping(self, name, arguments)))
                .or(() -> Optional.ofNullable(reducing(self, name, arguments)))
                .or(() -> Optional.ofNullable(LayerOperators.write(self, name, arguments)));
    }

    private static String elementwise(Traced self, String name, Object... a) {
        if (UNARY.containsKey(name) && a.length == 0) {
            return torch(UNARY.get(name), Autocast.operand(self, name));
        } else if (BINARY.containsKey(name) && a.length == 1) {
            return torch(BINARY.get(name), Autocast.operand(self, name), text(self, a[0]));
        } else if (IN_PLACE.containsKey(name) && a.length == 1) {
            return torch(IN_PLACE.get(name), self.name(), text(self, a[0]));
        }
        return switch (name) {
            case "softPlus" -> torch("softplus", Autocast.operand(self, name));
            case "softSign" -> torch("div", self.name(), torch("add", torch("abs", self.name()), "1"));
            case "leakyRelu" -> torch("leaky_relu", self.name(), text(self, a[0]));
            case "elu" -> torch("elu", self.name(), text(self, a[0]));
            case "gelu" -> torch("gelu", self.name());
            case "clip" -> torch("clamp", self.name(), text(self, a[0]), text(self, a[1]));
            case "toType" -> TYPES.containsKey(a[0]) ? torch("to", self.name(), "" + TYPES.get(a[0])) : null;
            default -> null;
        };
    }

    private static String shaping(Traced self, String name, Object... a) {
        String x = self.name();
        return switch (name) {
            case "reshape" -> a[0] instanceof NDArray ? null : torch("reshape", x, text(self, a[0]));
            case "transpose" ->
                a.length == 0
                        ? torch("permute", x, reversed(self.meta().getShape().dimension()))
                        : torch("permute", x, text(self, a[0]));
            case "swapAxes" -> torch("transpose", x, text(self, a[0]), text(self, a[1]));
            case "expandDims" -> torch("unsqueeze", x, text(self, a[0]));
            case "squeeze" -> a.length == 1 && a[0] instanceof Integer ? torch("squeeze", x, text(self, a[0])) : null;
            case "broadcast" -> a[0] instanceof Shape ? torch("expand", x, text(self, a[0])) : null;
            case "flip" -> torch("flip", x, text(self, a[0]));
            case "stack" ->
                a.length == 2 && a[0] instanceof NDList
                        ? torch("stack", joined(self, (NDList) a[0]), text(self, a[1]))
                        : null;
            case "concat" ->
                a.length == 2 && a[0] instanceof NDList
                        ? torch("cat", joined(self, (NDList) a[0]), text(self, a[1]))
                        : null;
            default -> null;
        };
    }

    private static String reducing(Traced self, String name, Object... a) {
        String x = Autocast.operand(self, name);
        return switch (name) {
            case "softmax" -> torch("softmax", x, text(self, a[0]));
            case "logSoftmax" -> torch("log_softmax", x, text(self, a[0]));
            case "sum", "mean" ->
                a.length == 0
                        ? torch(name, x)
                        : a.length == 2 && a[0] instanceof int[]
                                ? torch(name, x, text(self, a[0]), text(self, a[1]))
                                : null;
            case "matMul", "dot" -> torch("matmul", Autocast.half(self, x), Autocast.half(self, text(self, a[0])));
            case "batchDot", "batchMatMul" ->
                torch("bmm", Autocast.half(self, x), Autocast.half(self, text(self, a[0])));
            default -> null;
        };
    }
}
