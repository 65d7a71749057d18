package lungo.lib.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Map;
import lungo.lib.inspect.ModelSummary;
import lungo.lib.nn.StateDict;
import org.junit.jupiter.api.Test;

/** LeNet-5, AlexNet and VGG have PyTorch's layers, names, numbers of parameters, and values. */
class PlainClassicsTest {

    private static void assertAgrees(Block net, String name) {
        Classics.assertAgrees(net, "classics_plain.json", name);
    }

    private static long parameters(Block net, long channels, long side) {
        return ModelSummary.of(net, new Shape(1, channels, side, side)).parameters();
    }

    @Test
    void lenetAgrees() {
        assertAgrees(LeNet5.mnist(10), "lenet_mnist");
        assertAgrees(LeNet5.cifar(10), "lenet_cifar");
    }

    @Test
    void alexNetAgrees() {
        assertAgrees(AlexNet.cifar(10), "alexnet_cifar");
        assertAgrees(AlexNet.imageNet(1000), "alexnet_imagenet");
    }

    @Test
    void vggFor32PixelsAgrees() {
        assertAgrees(Vgg.cifar(11, 10), "vgg11_cifar");
        assertAgrees(Vgg.cifar(16, 10), "vgg16_cifar");
    }

    @Test
    void vgg11Agrees() {
        assertAgrees(Vgg.imageNet(11, 1000), "vgg11_imagenet");
    }

    @Test
    void vgg16Agrees() {
        assertAgrees(Vgg.imageNet(16, 1000), "vgg16_imagenet");
    }

    @Test
    void vgg19Agrees() {
        assertAgrees(Vgg.imageNet(19, 1000), "vgg19_imagenet");
    }

    @Test
    void theyHaveAsManyParametersAsTorchvisions() {
        assertThat(parameters(LeNet5.mnist(10), 1, 28)).isEqualTo(61_706);
        assertThat(parameters(LeNet5.cifar(10), 1, 32)).isEqualTo(61_706);
        assertThat(parameters(LeNet5.cifar(10), 3, 32)).isEqualTo(62_006);
        assertThat(parameters(AlexNet.imageNet(1000), 3, 224)).isEqualTo(61_100_840);
        assertThat(parameters(AlexNet.cifar(10), 3, 32)).isEqualTo(4_361_034);
        assertThat(parameters(Vgg.imageNet(11, 1000), 3, 224)).isEqualTo(132_863_336);
        assertThat(parameters(Vgg.imageNet(13, 1000), 3, 224)).isEqualTo(133_047_848);
        assertThat(parameters(Vgg.imageNet(16, 1000), 3, 224)).isEqualTo(138_357_544);
        assertThat(parameters(Vgg.imageNet(19, 1000), 3, 224)).isEqualTo(143_667_240);
    }

    @Test
    void parametersAreCalledAsInTorchvision() {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var net = AlexNet.cifar(10, 4);
            net.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
            assertThat(StateDict.of(net).keySet())
                    .contains("features.0.weight", "features.10.bias", "classifier.1.weight", "classifier.6.bias");
        }
    }

    @Test
    void theyStartAsTorchvisionsDo() {
        Engine.getInstance().setRandomSeed(1);
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var net = Vgg.cifar(11, 10);
            net.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
            var own = StateDict.of(net);
            // The fourth convolution, 256 to 256 channels: std = sqrt(2 / (9 · 256)).
            assertThat(std(own, "features.11.weight")).isCloseTo(Math.sqrt(2.0 / (9 * 256)), within(1e-4));
            assertThat(own.get("features.11.bias").abs().max().getFloat()).isZero();
            assertThat(own.get("features.12.weight").min().getFloat()).isEqualTo(1);
            assertThat(std(own, "classifier.weight")).isCloseTo(0.01, within(5e-4));
            var alex = AlexNet.cifar(10, 8);
            alex.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
            var bound = 1 / Math.sqrt(3 * 9);
            assertThat((double) StateDict.of(alex)
                            .get("features.0.weight")
                            .abs()
                            .max()
                            .getFloat())
                    .isBetween(0.9 * bound, bound * 1.0001);
        }
    }

    private static double std(Map<String, NDArray> own, String name) {
        return own.get(name).square().mean().sqrt().getFloat();
    }

    @Test
    void aDepthThatVggHasNotIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vgg.imageNet(12, 1000))
                .withMessageContaining("no VGG-12: choose a depth of 11, 13, 16 or 19");
    }
}
