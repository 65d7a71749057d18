package lungo.lib.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import lungo.lib.nn.Reference;
import lungo.lib.nn.StateDict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GoogLeNet, ResNet and DenseNet are torchvision's: names, numbers of parameters, and what every stage gives. */
class DeepClassicsTest {

    private static final String FILE = "classics_deep.json";

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
        Classics.assertAgrees(net(name), FILE, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18_32", "densenet40_32"})
    void inTrainingToo(String name) {
        Classics.assertTrains(net(name), FILE, name + "_training");
    }

    @Test
    void theyHaveTorchvisionsNumbersOfParameters() {
        assertThat(stored("googlenet")).isEqualTo(6_624_904);
        assertThat(stored("resnet18")).isEqualTo(11_689_512);
        assertThat(stored("resnet50")).isEqualTo(25_557_032);
        assertThat(stored("densenet121")).isEqualTo(7_978_856);
        assertThat(parameters(ResNet.imageNet(34, 1000))).isEqualTo(21_797_672);
        assertThat(parameters(DenseNet.cifar(100, 12, 10))).isEqualTo(769_162);
    }

    @Test
    void narrowFormsHaveFewerChannels() {
        Block net = ResNet.cifar(18, 10, 16);
        assertThat(parameters(net)).isBetween(11_173_962L / 16, 11_173_962L / 16 + 10_000);
        assertThat(StateDict.of(net).get("layer4.0.conv1.weight").getShape()).isEqualTo(new Shape(128, 64, 3, 3));
        assertThat(parameters(GoogLeNet.cifar(10, 48))).isBetween(340_000L, 360_000L);
    }

    @Test
    void theyStartAsTorchvisionsDo() {
        Block resnet = ResNet.cifar(18, 10, 32);
        parameters(resnet);
        expectSpread(resnet, "layer1.0.conv1.weight", Math.sqrt(2.0 / (9 * 32)));
        expectSpread(resnet, "layer2.0.conv1.weight", Math.sqrt(2.0 / (9 * 64)));
        Block dense = DenseNet.cifar(40, 12, 10);
        parameters(dense);
        expectSpread(dense, "features.denseblock1.denselayer2.conv2.weight", Math.sqrt(2.0 / (9 * 48)));
        assertThat(StateDict.of(dense).get("classifier.bias").toFloatArray()).containsOnly(0f);
        Block google = GoogLeNet.cifar(10, 96);
        parameters(google);
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

    private static long stored(String name) {
        return Reference.read(FILE).getAsJsonObject(name).get("parameters").getAsLong();
    }

    private long parameters(Block net) {
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 32, 32));
        return Classics.parameters(net);
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
