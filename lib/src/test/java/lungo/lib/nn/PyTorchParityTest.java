package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import lungo.lib.optim.Optim;
import lungo.lib.optim.Sgd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls of this package against PyTorch 2.7.1 on fixed inputs, to 1e-5. */
class PyTorchParityTest {

    private static final float TOLERANCE = 1e-5f;

    private final NDManager manager = NDManager.newBaseManager();
    private final JsonObject stored = Reference.read("ops.json").getAsJsonObject("forward");

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void forwardValuesAreTorchs() {
        NDArray x = ramp(4, 3);
        NDArray linear = F.linear(x, ramp(5, 3), ramp(5));
        expect(linear, "linear");
        expect(F.relu(linear), "relu");
        expect(F.softmax(x, 1), "softmax");
        expect(F.logSoftmax(x.mul(50), 1), "log_softmax");
    }

    @Test
    void crossEntropyAndItsGradientsAreTorchs() {
        NDArray w = trainable(5, 3);
        NDArray b = trainable(5);
        try (var tape = Tape.record()) {
            NDArray hidden = F.relu(F.linear(ramp(4, 3), w, b));
            NDArray loss = F.crossEntropy(hidden.mul(3), manager.create(new long[] {0, 4, 2, 2}));
            tape.backward(loss);
            assertThat(loss.getFloat()).isCloseTo(stored.get("cross_entropy").getAsFloat(), within(TOLERANCE));
        }
        expect(w.getGradient(), "weight_grad");
        expect(b.getGradient(), "bias_grad");
    }

    @ParameterizedTest
    @MethodSource("sgdRuns")
    void sgdWalksTorchsPath(JsonObject run) {
        NDArray p = trainable(6);
        NDArray c = ramp(6).add(1.5f);
        Sgd sgd = configured(p, run.getAsJsonObject("options"));
        JsonArray path = run.getAsJsonArray("path");
        for (int step = 0; step < path.size(); step++) {
            sgd.learningRate(step < 3 ? 0.1f : 0.05f);
            try (var tape = Tape.record()) {
                sgd.zeroGrad();
                tape.backward(c.mul(p).mul(p).sum().mul(0.5f).add(p.sum()));
                sgd.step();
            }
            assertThat(p.toFloatArray())
                    .as("after step %d", step)
                    .containsExactly(Reference.floats(path.get(step).getAsJsonArray()), within(TOLERANCE));
        }
    }

    static Stream<JsonObject> sgdRuns() {
        return Reference.read("ops.json").getAsJsonArray("sgd").asList().stream()
                .map(JsonElement::getAsJsonObject);
    }

    private static Sgd configured(NDArray p, JsonObject options) {
        Sgd sgd = Optim.sgd(List.of(p), 0.1f);
        if (options.has("momentum")) {
            sgd.momentum(options.get("momentum").getAsFloat());
        }
        if (options.has("weight_decay")) {
            sgd.weightDecay(options.get("weight_decay").getAsFloat());
        }
        return options.has("nesterov") ? sgd.nesterov() : sgd;
    }

    private void expect(NDArray actual, String name) {
        assertThat(actual.toFloatArray())
                .as(name)
                .containsExactly(Reference.floats(stored.getAsJsonArray(name)), within(TOLERANCE));
    }

    private NDArray trainable(long... shape) {
        NDArray array = ramp(shape);
        array.setRequiresGradient(true);
        return array;
    }

    private NDArray ramp(long... shape) {
        var values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        return manager.create(values, new Shape(shape));
    }
}
