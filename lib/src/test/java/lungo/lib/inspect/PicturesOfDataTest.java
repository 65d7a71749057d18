package lungo.lib.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import lungo.lib.data.TensorDataset;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;
import lungo.lib.nn.Reference;
import lungo.lib.nn.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches, predictions, worst losses: what is seen of the data. */
class PicturesOfDataTest {
    private final NDManager manager = Networks.manager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static String svg(Showable shown) {
        return String.valueOf(shown.bundle().data().get(Bundle.SVG));
    }

    private static BufferedImage firstImage(Showable shown) throws IOException {
        var match = Pattern.compile("base64,([^\"]+)").matcher(svg(shown));
        assertThat(match.find()).isTrue();
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(match.group(1))));
    }

    @Test
    void aBatchIsShownInItsOwnColoursAgainWithItsClasses() throws IOException {
        // Red 0.75, green 0.25, blue 0, normalised by channel.
        var x = manager.create(new float[] {0.5f, 0.125f, -1}, new Shape(1, 3, 1, 1));
        var batch = ShowBatch.of(x, manager.create(new long[] {1}))
                .normalised(new float[] {0.5f, 0.1875f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f})
                .classes("cat", "dog");
        assertThat(firstImage(batch).getRGB(0, 0)).isEqualTo(0xffbf4000);
        assertThat(svg(batch)).contains(">dog<", "role=\"img\"", "aria-label=\"A batch of 1: dog\"");
    }

    @Test
    void whatADataSetNormalisedIsUndoneWithoutBeingTold() throws IOException {
        var mean = new float[] {0.5f, 0.1875f, 0.5f};
        var std = new float[] {0.5f, 0.5f, 0.25f};
        var colours = manager.create(new float[] {0.75f, 0.25f, 0}, new Shape(1, 3, 1, 1));
        var data = new TensorDataset(colours, manager.create(new long[] {1}), "one").normalise(mean, std);
        assertThat(data.normalisation().mean()).isEqualTo(mean);
        assertThat(data.subset(0).normalisation().std()).isEqualTo(std);
        try (var batch = data.rows(0)) {
            assertThat(batch.x().toFloatArray()).isEqualTo(new float[] {0.5f, 0.125f, -2});
            assertThat(firstImage(ShowBatch.of(batch)).getRGB(0, 0)).isEqualTo(0xffbf4000);
        }
        var gallery = PredictionGallery.of(
                x -> x.getManager().create(new float[] {0, 1}).reshape(1, 2), data);
        assertThat(firstImage(gallery).getRGB(0, 0)).isEqualTo(0xffbf4000);
    }

    @Test
    void aBatchKnowsWhatItsSetCallsTheClasses() {
        var data = new TensorDataset(manager.zeros(new Shape(2, 1, 2, 2)), manager.create(new long[] {1, 0}), "two")
                .named(List.of("cat", "dog"));
        for (var batch : data.subset(0, 1).batches(2, 7)) {
            assertThat(batch.classes()).containsExactly("cat", "dog");
        }
        try (var batch = data.rows(0, 1)) {
            assertThat(ShowBatch.of(batch).bundle().text()).endsWith("2 images\n  dog\n  cat");
            assertThat(ShowBatch.of(batch).classes("no", "yes").bundle().text()).endsWith("\n  yes\n  no");
        }
    }

    @Test
    void bytesAndGreyPicturesAreShownAsTheyAre() throws IOException {
        var x = manager.create(new float[] {0, 51, 102, 255}, new Shape(1, 2, 2))
                .toType(DataType.UINT8, false);
        var batch = ShowBatch.of(x, manager.create(new long[] {3}));
        assertThat(firstImage(batch).getRaster().getSample(1, 0, 0)).isEqualTo(51);
        assertThat(batch.bundle().text()).isEqualTo("A batch of 1, 1 image\n  3");
    }

    @Test
    void onlyTheFirstOfALargeBatchAreShown() {
        var data = Networks.pictures(manager, 50, 1, 4);
        try (var batch = data.rows(0, 1, 2, 3, 4, 5)) {
            assertThat(ShowBatch.of(batch).first(4).gallery().count()).isEqualTo(4);
            assertThat(ShowBatch.of(batch).first(4).bundle().text()).startsWith("4 of a batch of 6");
        }
    }

    @Test
    void batchesThatAreNoPicturesAreNamed() {
        var y = manager.create(new long[2]);
        assertThatThrownBy(
                        () -> ShowBatch.of(manager.zeros(new Shape(2, 784)), y).bundle())
                .hasMessageContaining("x (2, 784) as pictures");
        assertThatThrownBy(() -> ShowBatch.of(manager.zeros(new Shape(3, 1, 4, 4)), y))
                .hasMessageContaining("do not fit together");
        assertThatThrownBy(() -> ShowBatch.of(manager.zeros(new Shape(2, 3, 4, 4)), y)
                        .normalised(new float[1], new float[1])
                        .bundle())
                .hasMessageContaining("have 3 channels, but 1 means");
        assertThatThrownBy(() -> ShowBatch.of(manager.zeros(new Shape(2, 4, 4)), manager.create(new long[] {0, 2}))
                        .classes("a", "b")
                        .bundle())
                .hasMessageContaining("Class 2 has no name");
    }

    /** x (n, 1) to the logits of looking.py: 5 sin(1), 5 sin(2), … in rows of four. */
    private NDArray logits(NDArray x) {
        var rows = x.toFloatArray();
        var values = new float[4 * rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 5 * (float) Math.sin(4 * rows[i / 4] + i % 4 + 1);
        }
        return x.getManager().create(values, new Shape(rows.length, 4));
    }

    private TensorDataset six() {
        return new TensorDataset(
                manager.create(new float[] {0, 1, 2, 3, 4, 5}, new Shape(6, 1)),
                manager.create(new long[] {0, 1, 2, 3, 0, 1}),
                "six");
    }

    @Test
    void theLossOfEachExampleIsPyTorchs() {
        var losses = ExampleLosses.of(this::logits, six());
        assertThat(losses).asString().startsWith("Cross-entropy of 6 examples, ");
        var torch = Reference.floats(Reference.read("looking.json").getAsJsonArray("losses"));
        for (int i = 0; i < 6; i++) {
            assertThat(losses.loss()[i]).isCloseTo(torch[i], within(1e-4f * Math.abs(torch[i]) + 1e-4f));
        }
        var worst = losses.worst(6);
        for (int i = 1; i < 6; i++) {
            assertThat(torch[worst[i]]).isLessThanOrEqualTo(torch[worst[i - 1]]);
        }
        assertThat(Arrays.stream(losses.wrong())).allMatch(row -> losses.predicted()[row] != losses.truth()[row]);
        assertThat(losses.source()).isEqualTo("six");
    }

    @Test
    void rightIsGreenAndTickedWrongIsRedAndCrossedAndTheWorstStandsFirst() {
        var data = Networks.pictures(manager, 30, 1, 8);
        var net = Networks.initialised(Networks.moody(), manager, 1, 1, 8, 8);
        var before = Networks.values(net);
        var shown = PredictionGallery.of(net, data).count(30);
        var right = 0;
        for (int i = 0; i < 30; i++) {
            right += shown.losses().predicted()[i] == i % 3 ? 1 : 0;
        }
        assertThat(svg(shown).split(">✓ ", -1)).hasSize(right + 1);
        assertThat(svg(shown).split("stroke=\"#1a7f37\"", -1)).hasSize(right + 1);
        assertThat(svg(shown).split("stroke=\"#cf222e\"", -1)).hasSize(30 - right + 1);
        var worst = PredictionGallery.worst(net, data).count(3).classes("zero", "one", "two");
        assertThat(worst.bundle().text()).startsWith("Worst losses, 3 images").contains("loss ");
        assertThat(worst.losses().loss()).isEqualTo(shown.losses().loss());
        assertThat(Networks.values(net)).isDeepEqualTo(before);
    }

    @Test
    void rowsOfASubsetAreItsOwn() {
        var data = Networks.pictures(manager, 30, 1, 8).named(List.of("zero", "one", "two"));
        var net = Networks.initialised(Networks.moody(), manager, 1, 1, 8, 8);
        var all = ExampleLosses.of(net, data).loss();
        var part = PredictionGallery.worst(net, data.subset(20, 4, 9));
        assertThat(part.losses().loss()).containsExactly(new float[] {all[20], all[4], all[9]}, within(1e-4f));
        assertThat(part.bundle().text()).contains("3 images", "two", "one", "zero");
    }

    @Test
    void evaluationIsUnrecordedAndLeavesTheSettingAsItWas() {
        var data = Networks.pictures(manager, 4, 1, 8);
        var net = Networks.initialised(Networks.moody(), manager, 1, 1, 8, 8);
        try (var tape = Tape.record()) {
            ExampleLosses.of(net, data);
            var w = manager.ones(new Shape(1));
            w.setRequiresGradient(true);
            tape.backward(w.mul(3).sum());
            assertThat(w.getGradient().getFloat()).isEqualTo(3);
        }
    }

    @Test
    void networksAndLabelsThatDoNotFitAreNamed() {
        var data = Networks.pictures(manager, 4, 1, 8);
        assertThatThrownBy(() -> PredictionGallery.of(Networks.moody(), data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("01Conv2d_weight has no values")
                .hasMessageContaining("net.initialize(");
        assertThatThrownBy(() -> ExampleLosses.of(x -> x, data)).hasMessageContaining("gave (4, 1, 8, 8) for 4");
        assertThatThrownBy(() -> ExampleLosses.of(x -> x.getManager().zeros(new Shape(4, 2)), data))
                .hasMessageContaining("Row 2 is of class 2");
    }
}
