package lungo.lib.inspect;

import static lungo.lib.nn.Layers.adaptiveAvgPool2d;
import static lungo.lib.nn.Layers.batchNorm2d;
import static lungo.lib.nn.Layers.conv2d;
import static lungo.lib.nn.Layers.dropout;
import static lungo.lib.nn.Layers.flatten;
import static lungo.lib.nn.Layers.linear;
import static lungo.lib.nn.Layers.maxPool2d;
import static lungo.lib.nn.Layers.relu;
import static lungo.lib.nn.Layers.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import lungo.lib.display.Bundle;
import lungo.lib.models.AlexNet;
import lungo.lib.models.LeNet5;
import lungo.lib.models.Vgg;
import lungo.lib.nn.Concat;
import lungo.lib.nn.NamedSequential;
import lungo.lib.nn.Residual;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ArchitectureDrawingTest {

    private static Block bottleneck(int width, int stride, boolean shortcut) {
        var body = sequential(
                conv2d(width, 1, 1, 0, false),
                batchNorm2d(),
                relu(),
                conv2d(width, 3, stride, 1, false),
                batchNorm2d(),
                relu(),
                conv2d(4 * width, 1, 1, 0, false),
                batchNorm2d());
        var joined = shortcut
                ? Residual.named(
                        "", body, "downsample", sequential(conv2d(4 * width, 1, stride, 0, false), batchNorm2d()))
                : new Residual(body);
        return new NamedSequential().add("", joined).add("relu", relu());
    }

    private static Block inception(int a, int b1, int b, int c1, int c, int d) {
        return new Concat(
                sequential(conv2d(a, 1), batchNorm2d(), relu()),
                sequential(conv2d(b1, 1), batchNorm2d(), relu(), conv2d(b, 3, 1, 1), batchNorm2d(), relu()),
                sequential(conv2d(c1, 1), batchNorm2d(), relu(), conv2d(c, 3, 1, 1), batchNorm2d(), relu()),
                sequential(maxPool2d(3, 1, 1), conv2d(d, 1), batchNorm2d(), relu()));
    }

    private static Block dense(int growth) {
        var body = sequential(
                batchNorm2d(), relu(), conv2d(4 * growth, 1), batchNorm2d(), relu(), conv2d(growth, 3, 1, 1));
        return Concat.named(List.of("", ""), Blocks.identityBlock(), body);
    }

    private static NamedSequential resnet() {
        return new NamedSequential()
                .add("conv1", conv2d(64, 7, 2, 3, false))
                .add("bn1", batchNorm2d())
                .add("relu", relu())
                .add("maxpool", maxPool2d(3, 2, 1))
                .add("layer1", sequential(bottleneck(64, 1, true), bottleneck(64, 1, false), bottleneck(64, 1, false)))
                .add("layer2", sequential(bottleneck(128, 2, true), bottleneck(128, 1, false)))
                .add("avgpool", adaptiveAvgPool2d(1, 1))
                .add("flatten", flatten())
                .add("fc", linear(1000));
    }

    private static NamedSequential densenet() {
        var features = sequential(conv2d(64, 7, 2, 3, false), batchNorm2d(), relu(), maxPool2d(3, 2, 1));
        for (int i = 0; i < 6; i++) {
            features.add(dense(32));
        }
        features.add(batchNorm2d()).add(relu()).add(conv2d(128, 1)).add(maxPool2d(2));
        for (int i = 0; i < 12; i++) {
            features.add(dense(32));
        }
        return new NamedSequential()
                .add(
                        "features",
                        features.add(batchNorm2d())
                                .add(relu())
                                .add(adaptiveAvgPool2d(1, 1))
                                .add(flatten()))
                .add("classifier", linear(1000));
    }

    /** Kept in target, to be looked at. */
    private static Document svg(String name, ArchitectureDrawing drawing) {
        var bundle = drawing.titled(name).bundle();
        assertThat(bundle.data()).containsOnlyKeys(Bundle.SVG, Bundle.TEXT);
        var svg = (String) bundle.data().get(Bundle.SVG);
        try {
            Files.createDirectories(Path.of("target/drawings"));
            Files.writeString(Path.of("target/drawings", name + ".svg"), svg);
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (IOException | javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
            throw new AssertionError(e);
        }
    }

    private static ArchitectureDrawing of(Block net, long... input) {
        return ArchitectureDrawing.of(net, new Shape(input));
    }

    @Test
    void aChainIsToldStageByStage() {
        var drawing = of(LeNet5.cifar(10), 1, 3, 32, 32).titled("LeNet-5");
        assertThat(drawing).hasToString("""
                LeNet-5: 62,006 parameters
                  input → 3 × 32 × 32
                  features: conv 5×5, 6 + ReLU → 6 × 28 × 28
                  max pool, ÷ 2 → 6 × 14 × 14
                  conv 5×5, 16 + ReLU → 16 × 10 × 10
                  max pool, ÷ 2 → 16 × 5 × 5
                  flatten → 400
                  classifier: linear, 120 + ReLU → 120
                  linear, 84 + ReLU → 84
                  linear, 10 → 10""");
        var svg = svg("LeNet-5", drawing);
        assertThat(svg.getDocumentElement().getAttribute("aria-label")).contains("conv 5×5, 16 + ReLU → 16 × 10 × 10");
    }

    @Test
    void equalStagesAreCounted() {
        var drawing = of(Vgg.imageNet(16, 1000), 1, 3, 224, 224);
        assertThat(drawing.toString())
                .contains("138,357,544")
                .contains("conv 3×3, 512 (×3) + ReLU → 512 × 14 × 14")
                .contains("adaptive avg pool → 512 × 7 × 7")
                .contains("linear, 4096 (×2) + ReLU, dropout → 4096");
        svg("VGG-16", drawing);
        svg("AlexNet", of(AlexNet.imageNet(1000), 1, 3, 224, 224));
    }

    @Test
    void residualsAreDrawnWithTheirBranches() {
        var drawing = of(resnet(), 1, 3, 224, 224);
        assertThat(drawing.toString())
                .contains("  conv 7×7, 64, stride 2 + BN, ReLU → 64 × 112 × 112")
                .contains(
                        "layer1: sum of {conv 1×1, 64 + BN, ReLU → conv 3×3, 64 + BN, ReLU → conv 1×1, 256 + BN | conv"
                                + " 1×1, 256 + BN} + ReLU → 256 × 56 × 56")
                .contains(
                        "sum (×2) of {conv 1×1, 64 + BN, ReLU → conv 3×3, 64 + BN, ReLU → conv 1×1, 256 + BN | x} + ReLU")
                .contains("linear, 1000");
        svg("ResNet", drawing);
    }

    @Test
    void branchesThatAreJoinedAreDrawnBesideOneAnother() {
        var net = sequential(
                conv2d(64, 7, 2, 3),
                relu(),
                inception(64, 96, 128, 16, 32, 32),
                inception(128, 128, 192, 32, 96, 64),
                maxPool2d(2),
                inception(192, 96, 208, 16, 48, 64),
                adaptiveAvgPool2d(1, 1),
                flatten(),
                dropout(0.2),
                linear(10));
        var drawing = of(net, 1, 3, 96, 96);
        assertThat(drawing.toString())
                .contains("concat of {conv 1×1, 64 + BN, ReLU | conv 1×1, 96")
                .contains("→ 256 × 48 × 48")
                .contains("dropout, linear, 10");
        svg("GoogLeNet", drawing);
    }

    @Test
    void layersThatHandOnMoreAndMoreAreOne() {
        var drawing = of(densenet(), 1, 3, 224, 224);
        assertThat(drawing.toString())
                .contains("concat (×6) of {x | BN, ReLU, conv 1×1, 128 + BN, ReLU → conv 3×3, 32} → 256 × 56 × 56")
                .contains("BN, ReLU, conv 1×1, 128 → 128 × 56 × 56")
                .contains("BN, ReLU, adaptive avg pool")
                .contains("concat (×12)")
                .contains("adaptive avg pool, to 1 × 1");
        svg("DenseNet", drawing);
    }

    @Test
    void oneLayerAndSmallOnesAloneAreDrawnToo() {
        assertThat(of(conv2d(4, 3), 1, 1, 8, 8).toString()).contains("conv 3×3, 4 → 4 × 6 × 6");
        assertThat(of(sequential(relu()), 1, 7).toString()).contains("ReLU → 7");
        assertThatThrownBy(() -> of(LeNet5.mnist(10), 1, 1, 8, 8)).hasMessageContaining("does not take an input");
        svg("layer", of(sequential(linear(3)), 1, 7));
    }

    @Test
    void itIsWideEnoughForItsHeading() {
        var drawing =
                of(conv2d(4, 3), 1, 1, 8, 8).titled("One convolution under a heading that is much longer than it");
        var svg = (String) drawing.bundle().data().get(Bundle.SVG);
        var width = Integer.parseInt(svg.replaceFirst("(?s).* width=\"(\\d+)\" height.*? viewBox.*", "$1"));
        assertThat(width).isGreaterThan(640);
    }
}
