package lungo.lib.compile;

import static lungo.lib.compile.Text.text;
import static lungo.lib.compile.Text.torch;

import ai.djl.ndarray.NDArray;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the operators of DJL's layers, those of NDArrayEx, are called in TorchScript. */
final class LayerOperators {

    private LayerOperators() {}

    /** The TorchScript of {@code self.getNDArrayInternal().name(arguments)}, or null where it is not known. */
    static String write(Traced self, String name, Object... a) {
        return switch (name) {
            case "linear" -> torch("linear", Autocast.halves(self, a[0], a[1], a[2]));
            case "convolution" ->
                torch(
                        "conv" + dimensions(self, a[1]) + "d",
                        Autocast.halves(self, a[0], a[1], a[2]),
                        text(self, a[3]),
                        text(self, a[4]),
                        text(self, a[5]),
                        text(self, a[6]));
            case "batchNorm" -> (int) a[5] == -1 || (int) a[5] == 1 ? batchNorm(self, a) : null;
            case "dropout" -> torch("dropout", text(self, a[0]), text(self, a[1]), text(self, a[2]));
            case "layerNorm" ->
                torch(
                        "layer_norm",
                        Autocast.operand(self, name),
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

    private static int dimensions(Traced self, Object weight) {
        return ((NDArray) weight).getShape().dimension() - 2;
    }
}
