package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Cases that lib/reference/cases.py stored: each call must give PyTorch's output and gradients, to rtol 1e-4 and atol 1e-5
 * of the tensor's largest magnitude.
 */
final class TorchCases {

    /** A call of one case, on its inputs in order. */
    interface Call {
        NDArray of(NDArray... inputs);
    }

    private TorchCases() {}

    /** A test for each case of the file; fails too if a case or a call is missing. */
    static Stream<DynamicTest> tests(String file, Map<String, Call> calls) {
        JsonObject cases = Reference.read(file).getAsJsonObject("cases");
        assertThat(calls.keySet()).isEqualTo(cases.keySet());
        return calls.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> run(calls.get(name), cases.getAsJsonObject(name))));
    }

    private static void run(Call call, JsonObject stored) {
        try (var manager = NDManager.newBaseManager();
                var tape = Tape.record()) {
            NDArray[] inputs = inputs(manager, stored);
            NDArray y = call.of(inputs);
            assertThat(y.getShape()).isEqualTo(shape(stored));
            expect("output", y, stored.getAsJsonArray("output"));
            if (stored.has("gradients")) {
                tape.backward(y.mul(filled(manager, y.getShape(), j -> Math.cos(j + 1)))
                        .sum());
                JsonArray gradients = stored.getAsJsonArray("gradients");
                for (int k = 0; k < inputs.length; k++) {
                    if (!gradients.get(k).isJsonNull()) {
                        expect(
                                "gradient of input " + k,
                                inputs[k].getGradient(),
                                gradients.get(k).getAsJsonArray());
                    }
                }
            }
        }
    }

    private static NDArray[] inputs(NDManager manager, JsonObject stored) {
        JsonArray specs = stored.getAsJsonArray("inputs");
        var inputs = new NDArray[specs.size()];
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = input(manager, k, specs.get(k).getAsJsonObject());
        }
        return inputs;
    }

    /** Input k of a case, which cases.py describes as {@code spec}. */
    static NDArray input(NDManager manager, int k, JsonObject spec) {
        if (spec.has("int64")) {
            return manager.create(
                    spec.getAsJsonArray("int64").asList().stream()
                            .mapToLong(JsonElement::getAsLong)
                            .toArray(),
                    shape(spec));
        }
        double scale = spec.get("scale").getAsDouble();
        double offset = spec.get("offset").getAsDouble();
        NDArray x = filled(manager, shape(spec), i -> Math.sin(i + 1 + 100 * k) * scale + offset);
        x.setRequiresGradient(true);
        return x;
    }

    static Shape shape(JsonObject stored) {
        return new Shape(stored.getAsJsonArray("shape").asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray());
    }

    private static NDArray filled(NDManager manager, Shape shape, DoubleUnaryOperator value) {
        var values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(i);
        }
        return manager.create(values, shape);
    }

    static void expect(String what, NDArray actual, JsonArray stored) {
        float[] expected = Reference.floats(stored);
        try (NDArray asFloats = actual.toType(DataType.FLOAT32, true)) {
            float[] values = asFloats.toFloatArray();
            assertThat(values).as(what).hasSameSizeAs(expected);
            double largest = 0;
            for (float e : expected) {
                largest = Math.max(largest, Math.abs(e));
            }
            for (int i = 0; i < expected.length; i++) {
                double tolerance = 1e-5 * largest + 1e-4 * Math.abs(expected[i]);
                assertThat(Math.abs((double) values[i] - expected[i]))
                        .as("%s[%d]: %s, PyTorch has %s", what, i, values[i], expected[i])
                        .isLessThanOrEqualTo(tolerance);
            }
        }
    }
}
