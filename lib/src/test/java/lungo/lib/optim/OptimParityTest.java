package lungo.lib.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import lungo.lib.nn.Reference;
import lungo.lib.nn.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twenty steps of each optimiser against PyTorch 2.7.1's, to 1e-6 of each parameter's largest value so far: with a rate that
 * changes at each step, a parameter that has no gradient at every fourth, and groups of two rates and decays.
 */
class OptimParityTest {

    private static final double TOLERANCE = 1e-6;

    private final NDManager manager = NDManager.newBaseManager();
    private final List<NDArray> parameters = List.of(trainable(4, 3), trainable(5), trainable(2, 3, 2));
    private final List<NDArray> curvatures = parameters.stream()
            .map(p -> ramp(7, p.getShape().getShape()).add(1.5f))
            .toList();
    private final double[] largest = {0, 0, 0};

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<JsonObject> runs() {
        return Reference.read("optim.json").getAsJsonArray("runs").asList().stream()
                .map(JsonElement::getAsJsonObject);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void stepsByHandWalkTorchsPath(JsonObject run) {
        try (TorchOptim<?> optimizer = Configured.optimizer(run, parameters);
                Tape tape = Tape.record()) {
            boolean penalised = run.get("l1").getAsDouble() > 0;
            if (penalised) { // which the stored gradients do not have in them
                Configured.clipInside(run, optimizer);
            }
            walk(run, optimizer, (loss, step) -> {
                optimizer.zeroGrad();
                tape.backward(loss);
                if (!penalised) {
                    clip(run, step);
                }
                optimizer.step();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void minimizeWalksTorchsPath(JsonObject run) {
        try (TorchOptim<?> optimizer = Configured.optimizer(run, parameters)) {
            Configured.clipInside(run, optimizer);
            walk(run, optimizer, (loss, step) -> optimizer.minimize(loss));
        }
        assertThat(parameters).allMatch(p -> JniUtils.getGradient((PtNDArray) p) == null);
    }

    /** What runs on a GPU, made to run here. */
    @ParameterizedTest
    @MethodSource("runs")
    void allParametersAtOnceWalkTorchsPath(JsonObject run) {
        try (TorchOptim<?> optimizer = Configured.optimizer(run, parameters).foreach(true)) {
            Configured.clipInside(run, optimizer);
            walk(run, optimizer, (loss, step) -> optimizer.minimize(loss));
        }
    }

    private void walk(JsonObject run, TorchOptim<?> optimizer, ObjIntConsumer<NDArray> move) {
        List<Double> starts =
                optimizer.groups().stream().map(ParameterGroup::learningRate).toList();
        JsonArray path = run.getAsJsonArray("path");
        for (int step = 0; step < path.size(); step++) {
            for (int k = 0; k < starts.size(); k++) {
                optimizer.groups().get(k).learningRate(starts.get(k) * (1 - 0.02 * step));
            }
            try (NDManager scratch = manager.newSubManager()) {
                NDArray loss = loss(step);
                loss.attach(scratch);
                move.accept(loss, step);
            }
            expect(path.get(step).getAsJsonArray(), step);
        }
    }

    /** Σ ½ c p² + p cos(step), without the second parameter at every fourth step. */
    private NDArray loss(int step) {
        try (Tape tape = Tape.record()) {
            assertThat(tape).isNotNull();
            NDArray total = manager.create(0f);
            for (int i = 0; i < parameters.size(); i++) {
                if (i != 1 || step % 4 != 2) {
                    NDArray p = parameters.get(i);
                    total = total.add(curvatures.get(i).mul(p).mul(p).mul(0.5f).sum())
                            .add(p.sum().mul((float) Math.cos(step)));
                }
            }
            return total;
        }
    }

    private void clip(JsonObject run, int step) {
        if (!run.get("max_norm").isJsonNull()) {
            double norm = GradientClipping.byNorm(
                            parameters, run.get("max_norm").getAsDouble())
                    .getFloat();
            double torchs = run.getAsJsonArray("norms").get(step).getAsDouble();
            assertThat(norm).isCloseTo(torchs, within(TOLERANCE * torchs));
        }
        if (!run.get("max_value").isJsonNull()) {
            GradientClipping.byValue(parameters, run.get("max_value").getAsDouble());
        }
    }

    private void expect(JsonArray values, int step) {
        for (int i = 0; i < parameters.size(); i++) {
            float[] torchs = Reference.floats(values.get(i).getAsJsonArray());
            for (float value : torchs) {
                largest[i] = Math.max(largest[i], Math.abs(value));
            }
            assertThat(parameters.get(i).toFloatArray())
                    .as("parameter %d after step %d", i, step)
                    .containsExactly(torchs, within((float) (TOLERANCE * largest[i])));
        }
    }

    private NDArray trainable(long... shape) {
        NDArray array = ramp(1, shape);
        array.setRequiresGradient(true);
        return array;
    }

    private NDArray ramp(int start, long... shape) {
        var values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(start + i);
        }
        return manager.create(values, new Shape(shape));
    }
}
