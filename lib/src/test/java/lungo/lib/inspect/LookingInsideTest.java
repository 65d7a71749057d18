package lungo.lib.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;
import lungo.lib.nn.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Filters, feature maps, weights and gradients: what is seen of a network. */
class LookingInsideTest {
    private final NDManager manager = Networks.manager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static String svg(Showable shown) {
        return String.valueOf(shown.bundle().data().get(Bundle.SVG));
    }

    private static List<BufferedImage> images(Showable shown) throws IOException {
        var images = new ArrayList<BufferedImage>();
        var match = Pattern.compile("base64,([^\"]+)").matcher(svg(shown));
        while (match.find()) {
            images.add(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(match.group(1)))));
        }
        return images;
    }

    @Test
    void greyFiltersAreBlueBelowZeroWhiteAtZeroAndRedAbove() throws IOException {
        var filters = Filters.of(manager.create(new float[] {-2, 0, 1, 2}, new Shape(1, 1, 2, 2)));
        var image = images(filters).get(0);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff2166ac);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xffffffff);
        assertThat(image.getRGB(1, 1)).isEqualTo(0xffb2182b);
        assertThat(svg(filters)).contains(">-2<", ">0<", ">2<", "role=\"img\"");
    }

    @Test
    void filtersOnThreeChannelsAreColours() throws IOException {
        var weight = manager.create(new float[] {1, 0, -1}, new Shape(1, 3, 1, 1));
        assertThat(images(Filters.of(weight)).get(0).getRGB(0, 0)).isEqualTo(0xffff8000);
        var conv = Networks.initialised(Networks.conv(5, 3, 0), manager, 1, 3, 9, 9);
        assertThat(Filters.of(conv).gallery().count()).isEqualTo(5);
    }

    @Test
    void theFirstConvolutionOfANetworkIsFoundAndManyAreCut() {
        var net = Networks.initialised(Networks.lenet(), manager, 1, 1, 28, 28);
        assertThat(Filters.of(net).bundle().text()).startsWith("Filters of 01Conv2d (6, 1, 5, 5), 6 images");
        assertThat(Filters.of(net.getChildren().get(3).getValue()).bundle().text())
                .startsWith("Filters of Conv2d (16, 6, 5, 5), the first 64 of 96");
    }

    @Test
    void layersWithoutFiltersAreNamed() {
        var linear = Networks.initialised(Networks.linear(3), manager, 1, 4);
        assertThatThrownBy(() -> Filters.of(linear))
                .hasMessageContaining("Linear holds no two-dimensional convolution");
        assertThatThrownBy(() -> Filters.of(manager.zeros(new Shape(3, 4)))).hasMessageContaining("(3, 4)");
        assertThatThrownBy(() -> Filters.of(Networks.lenet()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not initialised");
    }

    @Test
    void mapsAreThoseOfTheLayerAskedFor() throws IOException {
        // One filter that shifts the picture by one pixel: the lit pixel must move.
        var net = new SequentialBlock().add(Networks.conv(1, 3, 1)).add(Networks.conv(1, 3, 1));
        Networks.initialised(net, manager, 1, 1, 4, 4);
        for (var parameter : net.getParameters().values()) {
            var values = new float[(int) parameter.getArray().size()];
            if (values.length > 1) {
                values[3] = 1;
            }
            parameter.getArray().set(values);
        }
        var picture = new float[16];
        picture[5] = 1;
        var x = manager.create(picture, new Shape(1, 4, 4));
        assertThat(brightest(images(FeatureMaps.of(net, x, 0)).get(0))).containsExactly(2, 1);
        assertThat(brightest(images(FeatureMaps.of(net, x, "02Conv2d")).get(0))).containsExactly(3, 1);
        assertThat(x.getShape()).isEqualTo(new Shape(1, 4, 4));
    }

    private static int[] brightest(BufferedImage image) {
        var best = new int[2];
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            var at = new int[] {i % image.getWidth(), i / image.getWidth()};
            if ((image.getRGB(at[0], at[1]) >> 16 & 0xff) > (image.getRGB(best[0], best[1]) >> 16 & 0xff)) {
                best = at;
            }
        }
        return best;
    }

    @Test
    void allLayersAreShownFromLowToHighAndNothingStaysBehind() {
        var net = Networks.initialised(Networks.lenet(), manager, 1, 1, 28, 28);
        var before = Networks.values(net);
        var x = manager.ones(new Shape(1, 1, 28, 28));
        var arrays = manager.getManagedArrays().size();
        var text = FeatureMaps.through(net, x).bundle().text();
        assertThat(text.lines().skip(1).map(String::trim))
                .containsExactly("x", "01Conv2d", "02ReLU", "03maxPool2d", "04Conv2d", "05ReLU", "06maxPool2d");
        assertThat(manager.getManagedArrays()).hasSize(arrays);
        assertThat(Networks.values(net)).isDeepEqualTo(before);
    }

    @Test
    void layersAndPicturesThatDoNotFitAreNamed() {
        var net = Networks.initialised(Networks.lenet(), manager, 1, 1, 28, 28);
        var x = manager.ones(new Shape(1, 1, 28, 28));
        assertThatThrownBy(() -> FeatureMaps.of(net, x, "conv9"))
                .hasMessageContaining("No layer is called conv9")
                .hasMessageContaining("01Conv2d, 02ReLU");
        assertThatThrownBy(() -> FeatureMaps.of(net, x, 12)).hasMessageContaining("layers 0 to 11");
        assertThatThrownBy(() -> FeatureMaps.of(net, x, "08Linear"))
                .hasMessageContaining("before the picture is flattened");
        assertThatThrownBy(() -> FeatureMaps.of(net, manager.ones(new Shape(2, 1, 28, 28)), 0))
                .hasMessageContaining("not of one picture");
    }

    @Test
    void weightsAreCountedInEqualBinsAndSaidInWords() {
        var net = Networks.initialised(Networks.linear(2), manager, 1, 2);
        net.getParameters().get("weight").getArray().set(new float[] {0, 1, 1, 2});
        var bundle = WeightHistograms.of(net).bundle();
        assertThat(bundle.data()).containsOnlyKeys(Bundle.PLOTLY, Bundle.SVG, Bundle.TEXT);
        assertThat(bundle.text())
                .contains("weight (2, 2): 4 values, mean 1.00, std 0.707, 1 zero")
                .contains("bias (2): 2 values, mean 0.00, std 0.00, 2 zero");
        assertThat(String.valueOf(bundle.data().get(Bundle.SVG))).contains(">weight (2, 2)<", "aria-label=\"Weights:");
    }

    @Test
    void aDistributionOfMoreThanOneChunkCountsEveryValueOnce() {
        var values = new float[(1 << 20) + 1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 10 ? Float.NaN : (float) Math.sin(i);
        }
        var distribution = Distribution.of(manager.create(values));
        assertThat(Arrays.stream(distribution.counts()).sum()).isEqualTo(values.length - 10);
        assertThat(distribution.std()).isCloseTo(Math.sqrt(0.5), within(1e-3));
        assertThat(distribution.words()).contains("10 NaN or infinite");
    }

    @Test
    void gradientsAreThoseOfTheLastBackwardPass() {
        var net = Networks.initialised(Networks.linear(1), manager, 1, 3);
        net.getParameters().get("bias").freeze(true);
        assertThatThrownBy(() -> GradientHistograms.of(net))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No parameter has a gradient");
        var x = manager.create(new float[] {1, 2, 3}, new Shape(1, 3));
        try (var tape = Tape.record()) {
            var store = new ParameterStore(manager, false);
            tape.backward(
                    net.forward(store, new NDList(x), true).singletonOrThrow().sum());
        }
        assertThat(GradientHistograms.of(net).bundle().text())
                .contains("weight (1, 3): 3 values, mean 2.00, std 0.816")
                .doesNotContain("bias");
    }

    @Test
    void valuesOfOtherTypesAreRead() {
        var bytes = manager.create(new int[] {1, 2, 3}).toType(DataType.UINT8, false);
        assertThat(Distribution.of(bytes).mean()).isEqualTo(2);
    }
}
