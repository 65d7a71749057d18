package lungo.lib.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lungo.lib.nn.Reference;
import lungo.lib.transforms.RandomErasing.Box;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same pictures as torchvision makes for the same parameters (lib/reference/augment.py), and seeded draws of these. */
class TransformsTest {

    private static final JsonObject TORCHVISION = Reference.read("augment.json");

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({"grey, 1", "colour, 3"})
    void picturesAreTorchvisions(String kind, int channels) {
        NDArray x = pictures(channels);
        float[] before = x.toFloatArray();
        check(kind, "hflip", RandomHorizontalFlip.hflip(x, true, false, true));
        check(kind, "crop", new RandomCrop(6, 5, 2).crop(x, new int[] {0, 3, 4}, new int[] {4, 1, 0}));
        check(kind, "rotate", RandomRotation.rotate(x, 17, -40, 90));
        check(kind, "erase", RandomErasing.erase(x, new Box(1, 2, 3, 2), new Box(0, 0, 6, 7), new Box(3, 1, 1, 1)));
        check(kind, "brightness", ColorJitter.adjustBrightness(x, 0.4, 1, 1.7));
        check(kind, "contrast", ColorJitter.adjustContrast(x, 0.4, 1, 1.7));
        check(kind, "saturation", ColorJitter.adjustSaturation(x, 0.4, 1, 1.7));
        check(kind, "hue", ColorJitter.adjustHue(x, -0.3, 0.1, 0.5));
        assertThat(x.toFloatArray()).as("x is not changed").isEqualTo(before);
    }

    private static void check(String kind, String name, NDArray actual) {
        float[] expected = Reference.floats(TORCHVISION.getAsJsonObject(kind).getAsJsonArray(name));
        assertThat(actual.getDataType()).isEqualTo(DataType.FLOAT32);
        float[] values = actual.toFloatArray();
        assertThat(values).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as(name + " " + i).isCloseTo(expected[i], within(1e-5f + 1e-4f * expected[i]));
        }
    }

    static Stream<Transform> everyTransform() {
        return Stream.of(
                new RandomHorizontalFlip(0.5),
                new RandomCrop(6, 2),
                new RandomRotation(30),
                new ColorJitter(0.4, 0.4, 0.4, 0.2),
                new RandomErasing(0.7),
                new Cutout(3),
                Compose.of(new RandomCrop(6, 7, 2), new RandomHorizontalFlip(0.5), new Cutout(2)));
    }

    @ParameterizedTest
    @MethodSource("everyTransform")
    void theSeedDecides(Transform transform) {
        NDArray x = pictures(3).repeat(0, 10);
        NDArray once = transform.apply(x, new SplittableRandom(1));
        assertThat(transform.apply(x, new SplittableRandom(1))).isEqualTo(once);
        assertThat(transform.apply(x, new SplittableRandom(2))).isNotEqualTo(once);
        assertThat(once.getManager()).isSameAs(x.getManager());
    }

    @Test
    void seedsGiveThePicturesThatTheyAlwaysGave() {
        NDArray x = pictures(3).repeat(0, 10);
        assertThat(everyTransform().map(t -> weighed(t.apply(x, new SplittableRandom(1)))))
                .containsExactly(84768L, 48204L, 79623L, 81214L, 76492L, 71113L, 49064L);
    }

    @Test
    void aTransformOfOnesOwnAmongOthersChangesNothingAboutTheirNumbers() {
        NDArray x = pictures(3).repeat(0, 10);
        Transform own = (pictures, random) -> pictures.duplicate();
        assertThat(everyTransform().map(t -> weighed(Compose.of(own, t, own).apply(x, new SplittableRandom(1)))))
                .isEqualTo(everyTransform()
                        .map(t -> weighed(t.apply(x, new SplittableRandom(1))))
                        .toList());
        assertThat(Compose.of(own, new Cutout(3)).planned()).isEmpty();
        assertThat(Compose.of().apply(x, new SplittableRandom(1))).isEqualTo(x);
    }

    /** A sum that tells which value stands where. */
    private static long weighed(NDArray x) {
        float[] values = x.toFloatArray();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * (i % 89 + 1);
        }
        return Math.round(sum);
    }

    @ParameterizedTest
    @MethodSource("everyTransform")
    void eachPictureIsDrawnForItself(Transform transform) {
        NDArray x = pictures(3).get("0:1").repeat(0, 30); // thirty times the same
        NDArray made = transform.apply(x, new SplittableRandom(5));
        assertThat(Stream.iterate(1, i -> i < 30, i -> i + 1)
                        .filter(i -> !made.get(i).equals(made.get(0)))
                        .count())
                .isGreaterThan(5);
    }

    @Test
    void halfThePicturesAreMirroredAndPlacesAreEven() {
        int n = 4000;
        NDArray x = manager.create(new float[] {1, 2, 3}).reshape(1, 1, 1, 3).repeat(0, n);
        float[] first = new RandomHorizontalFlip(0.25)
                .apply(x, new SplittableRandom(3))
                .get(":, 0, 0, 0")
                .toFloatArray();
        assertThat(count(first, 3)).isCloseTo(n / 4, within(100));
        float[] cut = new RandomCrop(1, 1, 0).apply(x, new SplittableRandom(3)).toFloatArray();
        for (int value = 1; value <= 3; value++) {
            assertThat(count(cut, value)).isCloseTo(n / 3, within(110));
        }
    }

    private static int count(float[] values, float value) {
        int count = 0;
        for (float v : values) {
            count += v == value ? 1 : 0;
        }
        return count;
    }

    @Test
    void erasedAreasKeepTheirBounds() {
        NDArray x = manager.ones(new Shape(500, 1, 32, 32));
        float[] left = new RandomErasing(1, 0.1, 0.2)
                .apply(x, new SplittableRandom(9))
                .reshape(500, -1)
                .mean(new int[] {1})
                .toFloatArray();
        for (float share : left) {
            assertThat(share).isBetween(0.78f, 0.92f);
        }
        float[] cut = new Cutout(8)
                .apply(x, new SplittableRandom(9))
                .reshape(500, -1)
                .sum(new int[] {1})
                .toFloatArray();
        assertThat(cut).contains(32 * 32 - 64).doesNotContain(32 * 32);
        for (float pixels : cut) {
            assertThat(pixels).isGreaterThanOrEqualTo(32 * 32 - 64);
        }
    }

    @Test
    void coloursStayBetween0And1() {
        NDArray jittered = new ColorJitter(0.9, 0.9, 0.9, 0.5).apply(pictures(3), new SplittableRandom(4));
        assertThat(jittered.min().getFloat()).isBetween(0f, 1f);
        assertThat(jittered.max().getFloat()).isBetween(0f, 1f);
    }

    @Test
    void mistakesAreNamed() {
        NDArray x = pictures(3);
        mistake(() -> new RandomHorizontalFlip(1.5), "1.5");
        mistake(() -> new RandomCrop(20, 2).apply(x, new SplittableRandom(1)), "20 by 20", "(3, 3, 6, 7)", "pad more");
        mistake(() -> new RandomCrop(6, 2).crop(x, new int[] {0, 0, 5}, new int[3]), "between 0 and 4", "5");
        mistake(() -> new RandomRotation(-1), "-1");
        mistake(() -> new ColorJitter(0, 0, 0, 0.6), "0.6");
        mistake(
                () -> ColorJitter.adjustHue(manager.ones(new Shape(1, 2, 4, 4)), 0.1),
                "(1, 2, 4, 4)",
                "3 channels or 1");
        mistake(() -> RandomRotation.rotate(x, 1, 2), "2 angles", "3 pictures");
        mistake(() -> new Cutout(0), "0");
        mistake(() -> new Cutout(2).apply(x.reshape(3, -1), new SplittableRandom(1)), "(3, 126)", "before you flatten");
        mistake(() -> new Cutout(2).apply(x.toType(DataType.UINT8, true), new SplittableRandom(1)), "uint8");
    }

    private static void mistake(Runnable made, String... words) {
        assertThatIllegalArgumentException().isThrownBy(made::run).withMessageContainingAll(words);
    }

    /** (3, channels, 6, 7) of 0.5 + 0.5 sin(i), as in augment.py. */
    private NDArray pictures(int channels) {
        var shape = new Shape(3, channels, 6, 7);
        var numbers = new float[(int) shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (0.5 + 0.5 * Math.sin(i + 1));
        }
        return manager.create(numbers, shape);
    }
}
