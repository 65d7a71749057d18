package lungo.lib.compile;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lungo.lib.script.Script;

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

    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;

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

    /** Methods of scripts that autocast runs in bfloat16. */
    private static final Set<String> HALVED =
            Set.of("linear", "conv1d", "conv2d", "conv3d", "conv_transpose2d", "conv_transpose2d_bias", "matmul");

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
                .or(() -> Optional.ofNullable(layer(self, name, arguments)));
    }

    private static String elementwise(Traced self, String name, Object... a) {
        if (UNARY.containsKey(name) && a.length == 0) {
            return torch(UNARY.get(name), self.name());
        } else if (BINARY.containsKey(name) && a.length == 1) {
            return torch(BINARY.get(name), self.name(), text(self, a[0]));
        } else if (IN_PLACE.containsKey(name) && a.length == 1) {
            return torch(IN_PLACE.get(name), self.name(), text(self, a[0]));
        }
        return switch (name) {
            case "softPlus" -> torch("softplus", self.name());
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
        String x = self.name();
        return switch (name) {
            case "softmax" -> torch("softmax", single(self), text(self, a[0]));
            case "logSoftmax" -> torch("log_softmax", single(self), text(self, a[0]));
            case "sum", "mean" ->
                a.length == 0
                        ? torch(name, x)
                        : a.length == 2 && a[0] instanceof int[]
                                ? torch(name, x, text(self, a[0]), text(self, a[1]))
                                : null;
            case "matMul", "dot" -> torch("matmul", half(self, x), half(self, text(self, a[0])));
            case "batchDot", "batchMatMul" -> torch("bmm", half(self, x), half(self, text(self, a[0])));
            default -> null;
        };
    }

    private static String layer(Traced self, String name, Object... a) {
        return switch (name) {
            case "linear" -> torch("linear", halves(self, a[0], a[1], a[2]));
            case "convolution" ->
                torch(
                        "conv" + dimensions(self, a[1]) + "d",
                        halves(self, a[0], a[1], a[2]),
                        text(self, a[3]),
                        text(self, a[4]),
                        text(self, a[5]),
                        text(self, a[6]));
            case "batchNorm" -> (int) a[5] == -1 || (int) a[5] == 1 ? batchNorm(self, a) : null;
            case "dropout" -> torch("dropout", text(self, a[0]), text(self, a[1]), text(self, a[2]));
            case "layerNorm" ->
                torch(
                        "layer_norm",
                        text(self, a[0]),
                        text(self, a[1]),
                        text(self, a[2]),
                        text(self, a[3]),
                        text(self, a[4]));
            case "embedding" -> torch("embedding", text(self, a[1]), text(self, a[0]));
            default -> pooling(self, name, a);
        };
    }

    private static String batchNorm(Traced self, Object... a) {
        return torch(
                "batch_norm",
                text(self, a[0]),
                text(self, a[3]),
                text(self, a[4]),
                text(self, a[1]),
                text(self, a[2]),
                text(self, a[8]),
                text(self, 1f - (float) a[6]),
                text(self, a[7]),
                "True");
    }

    private static String pooling(Traced self, String name, Object... a) {
        String x = self.name();
        int n = self.meta().getShape().dimension() - 2;
        String ones = Stream.generate(() -> "1").limit(Math.max(n, 0)).collect(Collectors.joining(", ", "[", "]"));
        return switch (name) {
            case "maxPool" ->
                torch(
                        "max_pool" + n + "d",
                        x,
                        text(self, a[0]),
                        text(self, a[1]),
                        text(self, a[2]),
                        ones,
                        text(self, a[3]));
            case "avgPool" ->
                torch(
                        "avg_pool" + n + "d",
                        x,
                        text(self, a[0]),
                        text(self, a[1]),
                        text(self, a[2]),
                        text(self, a[3]),
                        text(self, a[4]));
            case "globalAvgPool" -> torch("flatten", torch("adaptive_avg_pool" + n + "d", x, ones), "1");
            case "globalMaxPool" -> n == 2 ? torch("amax", x, "[2, 3]") : null;
            default -> null;
        };
    }

    /** A call of a script's method. */
    static String call(Traced self, Script script, String method, Object... arguments) {
        boolean halved = self.trace().bfloat16() && HALVED.contains(method);
        return self.trace().program().method(script, method)
                + Arrays.stream(arguments)
                        .map(a -> halved && a instanceof NDArray ? half(self, text(self, a)) : text(self, a))
                        .collect(Collectors.joining(", ", "(", ", )"));
    }

    private static String torch(String operator, String... arguments) {
        return "torch." + operator + "(" + String.join(", ", arguments) + ")";
    }

    private static String halves(Traced self, Object... arrays) {
        return Arrays.stream(arrays)
                .map(array -> array == null ? "None" : half(self, text(self, array)))
                .collect(Collectors.joining(", "));
    }

    /** In autocast, products are of bfloat16 numbers: torch.amp's list of operators for the CPU. */
    private static String half(Traced self, String name) {
        return self.trace().bfloat16() ? torch("to", name, "" + BFLOAT16) : name;
    }

    /** In autocast, exponentials are of float32 numbers. */
    private static String single(Traced self) {
        return self.trace().bfloat16() ? torch("to", self.name(), "" + FLOAT32) : self.name();
    }

    private static String joined(Traced self, NDList rest) {
        return Stream.concat(Stream.of(self.name()), rest.stream().map(array -> text(self, array)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static int dimensions(Traced self, Object weight) {
        return ((NDArray) weight).getShape().dimension() - 2;
    }

    private static String reversed(int dimensions) {
        return list(LongStream.range(0, dimensions).map(i -> dimensions - 1 - i).toArray());
    }

    private static String list(long... numbers) {
        return Arrays.toString(numbers);
    }

    /** An argument as TorchScript writes it. */
    private static String text(Traced self, Object argument) {
        if (argument == null) {
            return "None";
        } else if (argument instanceof Traced.View view) {
            return view.traced().name();
        } else if (argument instanceof PtNDArray array) {
            return self.trace().constant(array).name();
        } else if (argument instanceof Collection<?> arrays) {
            return arrays.stream().map(array -> text(self, array)).collect(Collectors.joining(", ", "[", "]"));
        } else if (argument instanceof Float || argument instanceof Double) {
            return number(((Number) argument).doubleValue());
        } else if (argument instanceof Number) {
            return argument.toString();
        } else if (argument instanceof Boolean bool) {
            return bool ? "True" : "False";
        } else if (argument instanceof Shape shape) {
            return list(shape.getShape());
        } else if (argument instanceof int[] numbers) {
            return Arrays.toString(numbers);
        } else if (argument instanceof long[] numbers) {
            return list(numbers);
        } else if (argument instanceof double[] numbers) {
            return Arrays.stream(numbers).mapToObj(Operators::number).collect(Collectors.joining(", ", "[", "]"));
        }
        throw new UntraceableException(
                "it passes a " + argument.getClass().getSimpleName() + ", which a program cannot hold");
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new UntraceableException("it passes the number " + value + ", which a program cannot hold");
        }
        return Double.toString(value);
    }
}
