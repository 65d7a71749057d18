package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.F;
import lungo.lib.nn.Reference;
import lungo.lib.nn.StateDict;
import lungo.lib.optim.Optim;
import lungo.lib.optim.ReduceOnPlateau;
import lungo.lib.optim.Schedule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings, with each option, come to what PyTorch's come to: losses, rates, test losses and weights. */
class PyTorchTrainingTest {

    private static final Function<List<NDArray>, Optim> SGD =
            parameters -> Optim.sgd(parameters, 0.05).momentum(0.9).weightDecay(0.01);

    private static final Map<String, UnaryOperator<Training>> OPTIONS = Map.of(
            "sgd", training -> training.optimizer(SGD),
            "clipped",
                    training -> training.optimizer(parameters ->
                            Optim.sgd(parameters, 0.5).momentum(0.9).clipNorm(0.1)),
            "accumulated", training -> training.optimizer(SGD).accumulate(3),
            "one cycle", training -> training.optimizer(SGD).schedule(Schedule.oneCycle(0.2, 52)::perStep),
            "step",
                    training -> training.optimizer(
                                    parameters -> Optim.adamW(parameters, 0.01).eps(1e-3))
                            .schedule(Schedule.step(2, 0.1)::perEpoch),
            "plateau",
                    training -> training.optimizer(parameters -> Optim.sgd(parameters, 0.5))
                            .schedule(optimizer -> ReduceOnPlateau.of(optimizer)
                                    .factor(0.5)
                                    .patience(0)
                                    .threshold(0.9)));

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<JsonObject> runs() {
        return Reference.read("training.json").getAsJsonArray("runs").asList().stream()
                .map(JsonElement::getAsJsonObject);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void comesToWhatPyTorchComesTo(JsonObject run) {
        TensorDataset train = Clouds.of(manager, 100);
        Block net = Clouds.normalised(manager);
        var losses = new ArrayList<Float>();
        History history = OPTIONS.get(run.get("name").getAsString())
                .apply(Training.of(net, F::crossEntropy))
                .batchSize(8)
                .seed(3)
                .callback(new Callback() {
                    @Override
                    public void afterStep(Run at) {
                        try (NDArray loss = at.loss()) {
                            losses.add(loss.getFloat());
                        }
                    }
                })
                .fit(train, Clouds.of(manager, 30), 4);
        expect(losses, run);
        for (int i = 0; i < 4; i++) {
            JsonObject epoch = run.getAsJsonArray("epochs").get(i).getAsJsonObject();
            assertThat(history.epochs().get(i).learningRate())
                    .isCloseTo(epoch.get("rate").getAsDouble(), within(1e-9));
            assertThat(history.epochs().get(i).testLoss())
                    .isCloseTo(epoch.get("loss").getAsDouble(), within(1e-4));
        }
        JsonObject weights = run.getAsJsonObject("weights");
        StateDict.of(net).forEach((name, array) -> assertThat(array.toFloatArray())
                .as(name)
                .usingComparatorWithPrecision(1e-3f)
                .containsExactly(Reference.floats(weights.getAsJsonArray(name))));
    }

    private static void expect(List<Float> losses, JsonObject run) {
        float[] expected = Reference.floats(run.getAsJsonArray("losses"));
        assertThat(losses).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(losses.get(i)).as("loss of step %d", i + 1).isCloseTo(expected[i], within(1e-4f));
        }
    }
}
