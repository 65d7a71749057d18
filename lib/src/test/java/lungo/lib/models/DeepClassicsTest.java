package lungo.lib.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import lungo.lib.nn.Reference;
import lungo.lib.nn.StateDict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GoogLeNet, ResNet and DenseNet are torchvision's: names, numbers of parameters, and what every stage gives. */
class DeepClassicsTest {

    private static final JsonObject CASES = Reference.read("classics_deep.json").getAsJsonObject("cases");

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static Block net(String name) {
        return switch (name) {
            case "googlenet" -> GoogLeNet.imageNet(1000);
            case "resnet18" -> ResNet.imageNet(18, 1000);
            case "resnet50" -> ResNet.imageNet(50, 1000);
            case "densenet121" -> DenseNet.imageNet(121, 1000);
            case "googlenet_32" -> GoogLeNet.cifar(10);
            case "resnet18_32" -> ResNet.cifar(18, 10);
            case "densenet40_32" -> DenseNet.cifar(40, 12, 10);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "googlenet",
                "resnet18",
                "resnet50",
                "densenet121",
                "googlenet_32",
                "resnet18_32",
                "densenet40_32"
            })
    void everyStageGivesWhatTorchvisionsGives(String name) {
        JsonObject stored = CASES.getAsJsonObject(name);
        int side = stored.get("side").getAsInt();
        Block net = net(name);
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3, side, side));
        assertThat(parameters(net)).isEqualTo(stored.get("parameters").getAsLong());
        assertThat(signature(net)).isEqualTo(stored.get("names").getAsString());
        TorchFormula.fill(net);
        var expected = stored.getAsJsonObject("stages");
        var seen = new LinkedHashMap<String, NDArray>();
        NDArray logits = walk(net, TorchFormula.pictures(manager, side), seen);
        assertThat(seen.keySet()).containsAll(expected.keySet());
        expected.keySet().forEach(stage -> expectBrief(stage, seen.get(stage), expected.getAsJsonObject(stage)));
        expectLogits(logits, stored.getAsJsonObject("logits"));
        net.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18_32", "densenet40_32"})
    void inTrainingToo(String name) {
        JsonObject stored = CASES.getAsJsonObject(name);
        Block net = net(name);
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 32, 32));
        TorchFormula.fill(net);
        var pictures = new NDList(TorchFormula.pictures(manager, 32));
        NDList logits = net.forward(new ParameterStore(manager, false), pictures, true);
        expectLogits(logits.singletonOrThrow(), stored.getAsJsonObject("training_logits"));
        Map<String, NDArray> own = StateDict.of(net);
        JsonObject running = stored.getAsJsonObject("running_after");
        running.keySet().forEach(key -> expectBrief(key, own.get(key), running.getAsJsonObject(key)));
    }

    @Test
    void theyHaveTorchvisionsNumbersOfParameters() {
        assertThat(CASES.getAsJsonObject("googlenet").get("parameters").getAsLong())
                .isEqualTo(6_624_904);
        assertThat(CASES.getAsJsonObject("resnet18").get("parameters").getAsLong())
                .isEqualTo(11_689_512);
        assertThat(CASES.getAsJsonObject("resnet50").get("parameters").getAsLong())
                .isEqualTo(25_557_032);
        assertThat(CASES.getAsJsonObject("densenet121").get("parameters").getAsLong())
                .isEqualTo(7_978_856);
        assertThat(initialized(ResNet.imageNet(34, 1000))).isEqualTo(21_797_672);
        assertThat(initialized(DenseNet.cifar(100, 12, 10))).isEqualTo(769_162);
    }

    @Test
    void narrowFormsKeepAShareOfTheChannels() {
        Block net = ResNet.cifar(18, 10, 16);
        assertThat(initialized(net)).isBetween(11_173_962L / 16, 11_173_962L / 16 + 10_000);
        assertThat(StateDict.of(net).get("layer4.0.conv1.weight").getShape()).isEqualTo(new Shape(128, 64, 3, 3));
        assertThat(initialized(GoogLeNet.cifar(10, 48))).isBetween(340_000L, 360_000L);
    }

    @Test
    void theyStartAsTorchvisionsDo() {
        Block resnet = ResNet.cifar(18, 10, 32);
        initialized(resnet);
        expectSpread(resnet, "layer1.0.conv1.weight", Math.sqrt(2.0 / (9 * 32)));
        expectSpread(resnet, "layer2.0.conv1.weight", Math.sqrt(2.0 / (9 * 64)));
        Block dense = DenseNet.cifar(40, 12, 10);
        initialized(dense);
        expectSpread(dense, "features.denseblock1.denselayer2.conv2.weight", Math.sqrt(2.0 / (9 * 48)));
        assertThat(StateDict.of(dense).get("classifier.bias").toFloatArray()).containsOnly(0f);
        Block google = GoogLeNet.cifar(10, 96);
        initialized(google);
        expectSpread(google, "inception3a.branch2.1.conv.weight", 0.01);
        expectSpread(google, "fc.weight", 0.01);
    }

    @Test
    void whatIsNotThereIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResNet.imageNet(20, 10))
                .withMessageContaining("take 18, 34 or 50");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DenseNet.cifar(41, 12, 10))
                .withMessageContaining("6 n + 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DenseNet.imageNet(100, 10))
                .withMessageContaining("121, 169 or 201");
    }

    private long initialized(Block net) {
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 32, 32));
        return parameters(net);
    }

    private static long parameters(Block net) {
        return net.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getShape().size())
                .sum();
    }

    /** A digest of all names and shapes, in their order. */
    private static String signature(Block net) {
        String text = StateDict.of(net).entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().getShape())
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs one child after another and notes what each gives; of DenseNet's features, their children. */
    private NDArray walk(Block net, NDArray x, Map<String, NDArray> seen) {
        NDArray y = x;
        for (var child : net.getChildren()) {
            String name = child.getKey().substring(2);
            y = name.equals("features")
                    ? walk(child.getValue(), y, seen)
                    : child.getValue()
                            .forward(new ParameterStore(manager, false), new NDList(y), false)
                            .singletonOrThrow();
            seen.put(name, y);
        }
        return y;
    }

    private static void expectBrief(String what, NDArray actual, JsonObject stored) {
        JsonArray shape = stored.getAsJsonArray("shape");
        var lengths = new long[shape.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = shape.get(i).getAsLong();
        }
        assertThat(actual.getShape()).as(what).isEqualTo(new Shape(lengths));
        double meanSquare = stored.get("mean_square").getAsDouble();
        double size = Math.sqrt(meanSquare);
        assertThat((double) actual.mean().getFloat())
                .as(what)
                .isCloseTo(stored.get("mean").getAsDouble(), within(1e-4 * size));
        assertThat((double) actual.square().mean().getFloat())
                .as(what)
                .isCloseTo(meanSquare, within(2e-4 * meanSquare));
        float[] values = Reference.floats(stored.getAsJsonArray("values"));
        float[] all = actual.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            assertThat((double) all[i * (all.length / values.length)])
                    .as("%s, value %d", what, i)
                    .isCloseTo(values[i], within(1e-4 * Math.max(size, Math.abs(values[i]))));
        }
    }

    private static void expectLogits(NDArray actual, JsonObject stored) {
        float[] values = Reference.floats(stored.getAsJsonArray("values"));
        float[] all = actual.toFloatArray();
        double largest = stored.get("largest").getAsDouble();
        for (int i = 0; i < values.length; i++) {
            assertThat((double) all[i * (all.length / values.length)])
                    .as("logit %d", i)
                    .isCloseTo(values[i], within(1e-4 * largest));
        }
    }

    private static void expectSpread(Block net, String name, double std) {
        float[] all = StateDict.of(net).get(name).toFloatArray();
        double squares = 0;
        for (float value : all) {
            squares += value * value;
        }
        assertThat(Math.sqrt(squares / all.length)).as(name).isCloseTo(std, within(0.06 * std));
    }
}
