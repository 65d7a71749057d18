package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {
    private static String svg(Gallery gallery) {
        return String.valueOf(gallery.bundle().data().get("image/svg+xml"));
    }

    private static BufferedImage firstImage(String svg) throws Exception {
        var match = Pattern.compile("base64,([^\"]+)").matcher(svg);
        assertThat(match.find()).isTrue();
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(match.group(1))));
    }

    @Test
    void aGalleryShowsEveryImageSharpWithItsCaption() throws Exception {
        var gallery = Gallery.titled("Wrong <predictions>").columns(2, 60);
        for (int i = 0; i < 3; i++) {
            gallery.add(new float[] {0, 0.5f, 1, 0}, 2, 2, i + " → " + (i + 1) + "\n91 %");
        }
        var svg = svg(gallery);
        assertThat(svg.split("<image ")).hasSize(4);
        assertThat(svg)
                .contains("image-rendering:pixelated", "2 → 3", "91 %", "Wrong &lt;predictions&gt;")
                .contains("role=\"img\"");
        assertThat(gallery.bundle().data()).containsOnlyKeys("image/svg+xml", "text/plain");
        assertThat(gallery.bundle().text()).contains("3 images", "1 → 2, 91 %");
        var image = firstImage(svg);
        assertThat(image.getRaster().getSample(0, 1, 0)).isEqualTo(255);
        assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(128);
    }

    @Test
    void arraysOfEveryLayoutBecomeTheSameImage() throws Exception {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var values = manager.create(new float[] {0, 1, 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 1}, new Shape(3, 2, 2));
            var red = Pixels.image(values);
            assertThat(red.getRGB(1, 0)).isEqualTo(0xffff0000);
            assertThat(Pixels.image(values.transpose(1, 2, 0)).getRGB(1, 0)).isEqualTo(0xffff0000);
            var bytes = values.mul(255).toType(DataType.UINT8, false);
            assertThat(Pixels.image(bytes).getRGB(1, 0)).isEqualTo(0xffff0000);
            assertThat(Pixels.image(bytes).getRGB(1, 1)).isEqualTo(0xff0000ff);
            assertThat(values.isReleased()).isFalse();
        }
    }

    @Test
    void aNormalisedImageIsStretchedToItsRange() {
        var image = Pixels.image(new float[] {-0.42f, 2.82f}, 1, 1, 2);
        assertThat(image.getRaster().getSample(0, 0, 0)).isZero();
        assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(255);
    }

    @Test
    void sizesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> Gallery.titled("").add(new float[783], 28, 28, ""))
                .hasMessageContaining("783 values as an image of 1 x 28 x 28");
    }

    @Test
    void whatIsPredictedIsWrittenBelowTheTiltedNamesOfTheClasses() {
        var names =
                new String[] {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
        var svg = String.valueOf(ConfusionMatrix.of(new int[10][10], names)
                        .bundle()
                        .data()
                        .get("image/svg+xml"))
                .replaceAll("\\s*\n\\s*", "");
        var tilted = baseline(svg, "<text[^>]*transform[^>]* y=\"([0-9.]+)\"[^>]*>automobile<");
        assertThat(baseline(svg, "<text[^>]* y=\"([0-9.]+)\"[^>]*>predicted<")).isGreaterThan(tilted + 50);
    }

    private static double baseline(String svg, String pattern) {
        var found = Pattern.compile(pattern).matcher(svg);
        assertThat(found.find()).as(pattern).isTrue();
        return Double.parseDouble(found.group(1));
    }

    @Test
    void aCaptionsLinesAreReadAsOneAndADividedWordIsWhole() {
        var gallery = Gallery.titled("Maps")
                .add(
                        new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY),
                        "02Batch" + Gallery.BREAK + "\nNorm2d\n8 maps")
                .add(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "✗ horse\n→ car\n91 %");
        assertThat(gallery.bundle().text()).endsWith("  02BatchNorm2d, 8 maps\n  ✗ horse → car, 91 %");
        assertThat(String.valueOf(gallery.bundle().data().get("image/svg+xml")))
                .contains(">02Batch<", ">Norm2d<", "02BatchNorm2d, 8 maps; ");
    }

    @Test
    void aConfusionMatrixCountsAndShowsItsCounts() {
        var matrix = ConfusionMatrix.of(new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 1}, "cat", "dog", "owl");
        assertThat(matrix.count(0, 1)).isEqualTo(1);
        assertThat(matrix.count(2, 2)).isZero();
        assertThat(matrix.accuracy()).isEqualTo(0.5);
        var bundle = matrix.bundle();
        assertThat(bundle.data()).containsOnlyKeys("application/vnd.plotly.v1+json", "image/svg+xml", "text/plain");
        assertThat(String.valueOf(bundle.data().get("image/svg+xml"))).contains(">cat<", ">owl<", ">1<", ">predicted<");
        assertThat(bundle.text()).contains("\ncat    1    1    0").contains("owl    0    1    0");
    }

    @Test
    void predictionsThatDoNotFitAreNamed() {
        assertThat(ConfusionMatrix.of(new int[][] {{3, 1}, {0, 2}}).count(0, 1)).isEqualTo(1);
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[][] {{3, 1}, {0}})).hasMessageContaining("columns as rows");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[2], new int[3]))
                .hasMessageContaining("2 true classes, but 3 predictions");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[] {5}, new int[] {0}, "a", "b"))
                .hasMessageContaining("from 0 to 5, outside 0 to 1");
    }
}
