package lungo.lib.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import lungo.lib.nn.F;
import lungo.lib.nn.Reference;
import lungo.lib.nn.Tape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics, fed in uneven batches, against scikit-learn's values, absent classes included. */
class MetricsTest {

    private static final JsonObject REFERENCE = Reference.read("metrics.json");
    private static final Offset<Double> CLOSE = within(1e-6);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<JsonObject> classes() {
        return REFERENCE.getAsJsonArray("classes").asList().stream().map(JsonElement::getAsJsonObject);
    }

    @ParameterizedTest
    @MethodSource("classes")
    void ofClasses(JsonObject values) {
        int k = values.get("classes").getAsInt();
        assertThat(measured(new Accuracy(), values)).isCloseTo(number(values, "accuracy"), CLOSE);
        assertThat(measured(new TopK(2), values)).isCloseTo(number(values, "top2"), CLOSE);
        assertThat(measured(new Mean("loss", F::crossEntropy), values))
                .isCloseTo(number(values, "cross_entropy"), CLOSE);
        var counts = new ConfusionCounts(k);
        assertThat(measured(counts, values)).isCloseTo(number(values, "accuracy"), CLOSE);
        for (int truth = 0; truth < k; truth++) {
            assertThat(counts.counts()[truth])
                    .containsExactly(
                            ints(values.getAsJsonArray("confusion").get(truth).getAsJsonArray()));
        }
    }

    @ParameterizedTest
    @MethodSource("classes")
    void scoresOfClasses(JsonObject values) {
        int k = values.get("classes").getAsInt();
        expect(Precision.macro(k), Precision.micro(k), values, "precision");
        expect(Recall.macro(k), Recall.micro(k), values, "recall");
        expect(F1.macro(k), F1.micro(k), values, "f1");
    }

    @Test
    void ofNumbers() {
        JsonObject values = REFERENCE.getAsJsonObject("regression");
        assertThat(numbers(new MeanSquaredError(), values)).isCloseTo(number(values, "mse"), CLOSE);
        assertThat(numbers(new MeanAbsoluteError(), values)).isCloseTo(number(values, "mae"), CLOSE);
        assertThat(numbers(new R2Score(), values)).isCloseTo(number(values, "r2"), CLOSE);
    }

    @Test
    void anAxisOfOneAtTheEndIsNoDifference() {
        NDArray flat = manager.create(new float[] {1, -2, 3});
        NDArray y = manager.create(new float[] {1, 0, 0});
        for (var pair : List.of(
                new NDArray[] {flat.expandDims(1), y}, new NDArray[] {flat, y.expandDims(1)}, new NDArray[] {flat, y
                })) {
            assertThat(of(new MeanSquaredError(), pair)).isCloseTo(13 / 3.0, CLOSE);
            assertThat(of(new MeanAbsoluteError(), pair)).isCloseTo(5 / 3.0, CLOSE);
            assertThat(of(new R2Score(), pair)).isCloseTo(1 - 13 / (2 / 3.0), CLOSE);
            assertThat(of(Accuracy.binary(), pair)).isCloseTo(2 / 3.0, CLOSE);
            assertThat(of(new Accuracy(), pair)).isCloseTo(2 / 3.0, CLOSE);
        }
    }

    private static double of(Metric metric, NDArray... pair) {
        try (metric) {
            metric.update(pair[0], pair[1]);
            return metric.compute();
        }
    }

    @Test
    void ofBinaryLogits() {
        JsonObject values = REFERENCE.getAsJsonObject("binary");
        assertThat(numbers(Accuracy.binary(), values)).isCloseTo(number(values, "accuracy"), CLOSE);
    }

    @Test
    void ofNothingIsNoNumber() {
        assertThat(new Accuracy().compute()).isNaN();
        assertThat(new ConfusionCounts(3).compute()).isNaN();
        assertThat(F1.macro(3).compute()).isNaN();
        assertThat(F1.macro(3).perClass()).containsExactly(0, 0, 0);
        assertThat(new R2Score().compute()).isNaN();
        var one = new R2Score();
        one.update(manager.create(new float[] {1, 2}), manager.create(new float[] {3, 3}));
        assertThat(one.compute()).as("targets that do not vary").isNaN();
    }

    @Test
    void aStateGoesOnWhereItWasAndAResetFromNothing() {
        NDArray y = manager.create(new long[] {1, 1, 0});
        NDArray output = manager.create(new float[] {0, 1, 1, 0, 1, 0}, new Shape(3, 2));
        try (var whole = new Accuracy();
                var rest = new Accuracy()) {
            whole.update(output, y);
            rest.load(whole.state(), manager);
            assertThat(rest.compute()).isEqualTo(2 / 3.0);
            rest.update(output, manager.create(new long[] {0, 1, 1}));
            assertThat(rest.compute()).isEqualTo(2 / 6.0);
            rest.reset();
            assertThat(rest.compute()).isNaN();
            rest.update(output, manager.create(new long[] {1, 0, 0}));
            assertThat(rest.compute()).isEqualTo(1);
        }
    }

    @Test
    void aResetForgetsWhatIsNoNumberToo() {
        NDArray zero = manager.zeros(new Shape(2));
        try (var mse = new MeanSquaredError()) {
            mse.update(manager.full(new Shape(2), Float.NaN), zero);
            assertThat(mse.compute()).isNaN();
            mse.reset();
            mse.update(manager.ones(new Shape(2)), zero);
            assertThat(mse.compute()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsRecordedAndNothingLeftBehind() {
        NDArray y = manager.create(new float[] {1, 2});
        y.setRequiresGradient(true);
        NDArray target = manager.create(new float[] {0, 0});
        try (var tape = Tape.record();
                var mse = new MeanSquaredError()) {
            NDArray output = y.mul(y);
            int before = manager.getManagedArrays().size();
            for (int i = 0; i < 1000; i++) {
                mse.update(output, target);
            }
            assertThat(mse.compute()).isCloseTo(8.5, CLOSE);
            assertThat(manager.getManagedArrays()).hasSize(before);
            tape.backward(output.sum());
        }
        assertThat(y.getGradient().toFloatArray()).containsExactly(2, 4);
    }

    @Test
    void mistakesAreTold() {
        NDArray output = manager.ones(new Shape(2, 3));
        NDArray beyond = manager.create(new long[] {0, 3});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F1.macro(3).update(output, beyond))
                .withMessageContainingAll("F1", "from 0 to 3", "3 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfusionCounts(4).update(output, manager.create(new long[] {0, 1})))
                .withMessageContaining("Make it for 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accuracy().update(output, manager.create(new float[] {0, 1})))
                .withMessageContainingAll("(2, 3)", "float32", "int64 class numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MeanSquaredError().update(output, manager.ones(new Shape(2))))
                .withMessageContainingAll("(2, 3)", "(2)", "Reshape");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopK(4).update(output, manager.create(new long[] {0, 1})))
                .withMessageContaining("smaller k");
        assertThatIllegalArgumentException().isThrownBy(() -> new TopK(0));
    }

    private void expect(ClassScore macro, ClassScore micro, JsonObject values, String name) {
        JsonObject expected = values.getAsJsonObject(name);
        assertThat(measured(macro, values)).isCloseTo(number(expected, "macro"), CLOSE);
        assertThat(measured(micro, values)).isCloseTo(number(expected, "micro"), CLOSE);
        double[] perClass = macro.perClass();
        for (int i = 0; i < perClass.length; i++) {
            assertThat(perClass[i])
                    .isCloseTo(expected.getAsJsonArray("per_class").get(i).getAsDouble(), CLOSE);
        }
    }

    private double measured(Metric metric, JsonObject values) {
        int n = values.get("n").getAsInt();
        NDArray output = manager.create(
                Reference.floats(values.getAsJsonArray("output")),
                new Shape(n, values.get("classes").getAsInt()));
        NDArray target = manager.create(java.util.Arrays.stream(ints(values.getAsJsonArray("target")))
                .asLongStream()
                .toArray());
        return inParts(metric, output, target, n);
    }

    private double numbers(Metric metric, JsonObject values) {
        NDArray output = manager.create(Reference.floats(values.getAsJsonArray("output")));
        NDArray target = manager.create(Reference.floats(values.getAsJsonArray("target")));
        return inParts(metric, output, target, (int) output.size());
    }

    private static double inParts(Metric metric, NDArray output, NDArray target, int n) {
        for (int from = 0; from < n; from += 9) {
            var rows = new NDIndex(from + ":" + Math.min(n, from + 9));
            metric.update(output.get(rows), target.get(rows));
        }
        return metric.compute();
    }

    private static double number(JsonObject values, String name) {
        return values.get(name).getAsDouble();
    }

    private static int[] ints(JsonArray array) {
        return array.asList().stream().mapToInt(JsonElement::getAsInt).toArray();
    }
}
