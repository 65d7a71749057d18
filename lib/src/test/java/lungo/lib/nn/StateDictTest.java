package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Weights that PyTorch saved give PyTorch's numbers here, and those that do not fit change nothing. */
class StateDictTest {

    private static final Path SAVED = Path.of("src/test/resources/reference/state.safetensors");

    private final NDManager manager = NDManager.newBaseManager();
    private final JsonObject stored = Reference.read("state.json");
    private final NDArray x = TorchCases.input(manager, 0, stored.getAsJsonObject("input"));
    private final TorchNet net = TorchNet.initialized(manager);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void weightsOfPyTorchGiveItsLogits() {
        StateDict.load(net, Safetensors.load(SAVED, manager));
        TorchCases.expect("logits", net.forward(x, false), stored.getAsJsonArray("logits"));
    }

    @Test
    void aTrainingStepOnThemHasPyTorchsLossGradientsAndStatistics() {
        StateDict.load(net, Safetensors.load(SAVED, manager));
        NDArray labels = TorchCases.input(manager, 1, stored.getAsJsonObject("labels"));
        try (var tape = Tape.record()) {
            NDArray loss = F.crossEntropy(net.forward(x, true), labels);
            tape.backward(loss);
            TorchCases.expect("loss", loss, stored.getAsJsonArray("training_loss"));
        }
        Map<String, NDArray> own = StateDict.of(net);
        JsonObject gradients = stored.getAsJsonObject("gradients");
        gradients
                .keySet()
                .forEach(name -> TorchCases.expect(name, own.get(name).getGradient(), gradients.getAsJsonArray(name)));
        JsonObject running = stored.getAsJsonObject("running_after");
        assertThat(running.keySet()).containsExactly("features.1.running_mean", "features.1.running_var");
        running.keySet().forEach(name -> TorchCases.expect(name, own.get(name), running.getAsJsonArray(name)));
    }

    @Test
    void childrenAreNumberedAsPyTorchNumbersThem() {
        var inner = new SequentialBlock().add(new PReLU()).add(new BatchNorm1d());
        var net = new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(3).build())
                .add(Activation.reluBlock())
                .add(Dropout.builder().build())
                .add(inner)
                .add(new Residual(Linear.builder().setUnits(3).optBias(false).build()))
                .add(new Concat(Blocks.identityBlock(), BatchNorm.builder().build()));
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
        assertThat(StateDict.of(net).keySet())
                .containsExactly(
                        "1.weight",
                        "1.bias",
                        "4.0.weight",
                        "4.1.weight",
                        "4.1.bias",
                        "4.1.running_mean",
                        "4.1.running_var",
                        "5.body.weight",
                        "6.1.weight",
                        "6.1.bias",
                        "6.1.running_mean",
                        "6.1.running_var");
    }

    @Test
    void namedChildrenAreCalledByTheirNamesAndThoseOfNoNameByNothing() {
        var body = new NamedSequential()
                .add("conv1", Layers.conv2d(2, 3, 1, 1, false))
                .add("bn1", Layers.batchNorm2d())
                .add("relu", Layers.relu());
        var block = new NamedSequential()
                .add("", Residual.named("", body, "downsample", Layers.sequential(Layers.conv2d(2, 1))))
                .add("relu", Layers.relu());
        var net = new NamedSequential()
                .add("layer1", Layers.sequential(block))
                .add(
                        "dense",
                        Concat.named(
                                List.of("", "", "branch"),
                                Blocks.identityBlock(),
                                Layers.conv2d(2, 1),
                                Layers.conv2d(1, 1)))
                .add("flatten", Layers.flatten())
                .add("fc", Layers.linear(3));
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 1, 4, 4));
        assertThat(StateDict.of(net).keySet())
                .containsExactly(
                        "layer1.0.conv1.weight",
                        "layer1.0.bn1.weight",
                        "layer1.0.bn1.bias",
                        "layer1.0.bn1.running_mean",
                        "layer1.0.bn1.running_var",
                        "layer1.0.downsample.0.weight",
                        "layer1.0.downsample.0.bias",
                        "dense.weight",
                        "dense.bias",
                        "dense.branch.weight",
                        "dense.branch.bias",
                        "fc.weight",
                        "fc.bias");
        var store = new ParameterStore(manager, false);
        var y = net.forward(store, new NDList(manager.ones(new Shape(2, 1, 4, 4))), false);
        assertThat(y.singletonOrThrow().getShape()).isEqualTo(new Shape(2, 3));
    }

    @Test
    void aBranchWithoutANameIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concat.named(List.of("left"), Layers.relu(), Layers.relu()))
                .withMessageContaining("1 names for 2 branches");
    }

    @Test
    void whatIsLoadedIsACopyAndCanBeTrained() {
        var arrays = Safetensors.load(SAVED, manager);
        StateDict.load(net, arrays);
        NDArray weight = StateDict.of(net).get("classifier.weight");
        assertThat(weight.hasGradient()).isTrue();
        arrays.get("classifier.weight").muli(0);
        assertThat(weight.abs().sum().getFloat()).isPositive();
    }

    @Test
    void weightsThatDoNotFitChangeNothing() {
        var arrays = new LinkedHashMap<>(Safetensors.load(SAVED, manager));
        float[] before = StateDict.of(net).get("features.0.weight").toFloatArray();
        arrays.remove("classifier.bias");
        arrays.put("classifier.weight", manager.zeros(new Shape(10, 36)));
        arrays.put("head.weight", manager.zeros(new Shape(2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateDict.load(net, arrays))
                .withMessageContainingAll(
                        "classifier.bias (5) is missing",
                        "classifier.weight is (10, 36), but (5, 36) in the network",
                        "head.weight (2) is not in the network",
                        "stays as it was");
        assertThat(StateDict.of(net).get("features.0.weight").toFloatArray()).containsExactly(before);
    }

    @Test
    void aPartIsLoadedOverTheRest() {
        float[] head = StateDict.of(net).get("classifier.weight").toFloatArray();
        var arrays = new LinkedHashMap<>(StateDict.of(net));
        Safetensors.load(SAVED, manager).forEach((name, array) -> {
            if (name.startsWith("features.")) {
                arrays.put(name, array);
            }
        });
        StateDict.load(net, arrays);
        Map<String, NDArray> own = StateDict.of(net);
        assertThat(own.get("classifier.weight").toFloatArray()).containsExactly(head);
        assertThat(own.get("features.0.weight")).isEqualTo(arrays.get("features.0.weight"));
    }

    @Test
    void aNetworkWithoutValuesIsTold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StateDict.of(new TorchNet(5)))
                .withMessageContainingAll("features.0.weight", "net.initialize");
    }
}
