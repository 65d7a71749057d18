package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lungo.lib.transforms.ColorJitter;
import lungo.lib.transforms.Compose;
import lungo.lib.transforms.Cutout;
import lungo.lib.transforms.Plan;
import lungo.lib.transforms.Planned;
import lungo.lib.transforms.RandomCrop;
import lungo.lib.transforms.RandomErasing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorDatasetTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theSampleIsBalancedAndNormalised() {
        Mnist mnist = Mnist.sample();
        TensorDataset train = mnist.train(manager);
        try (Batch batch = train.batches(500).iterator().next()) {
            assertThat(batch.x().getShape()).isEqualTo(new Shape(500, 1, 28, 28));
            assertThat(batch.x().getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(batch.x().mean().getFloat()).isCloseTo(0, within(0.1f));
            assertThat(batch.x().square().mean().getFloat()).isCloseTo(1, within(0.1f));
            float brightest = (mnist.train().pixel(3, 14, 14) / 255f - 0.1307f) / 0.3081f;
            assertThat(batch.x().getFloat(3, 0, 14, 14)).isCloseTo(brightest, within(1e-6f));
            assertThat(batch.y().getDataType()).isEqualTo(DataType.INT64);
            assertThat(Arrays.stream(batch.y().toLongArray()).filter(y -> y == 7))
                    .hasSize(50);
        }
        assertThat(mnist.test(manager).flatten().inputShape()).isEqualTo(new Shape(1, 784));
        assertThat(mnist.test().image(0).getRaster().getSample(14, 10, 0))
                .isEqualTo(mnist.test().pixel(0, 10, 14));
    }

    @Test
    void shuffledBatchesHoldEveryRowOnceInASeededOrder() {
        TensorDataset data = numbers(10);
        List<Integer> order = rows(data.batches(4, 7));
        assertThat(order)
                .isNotEqualTo(IntStream.range(0, 10).boxed().toList())
                .hasSize(10)
                .doesNotHaveDuplicates();
        assertThat(rows(data.batches(4, 7))).isEqualTo(order);
        assertThat(rows(data.batches(4, 8))).isNotEqualTo(order);
        assertThat(data.batches(4).count()).isEqualTo(3);
        // What permutation(7, 10) of lib/reference/mnist_mlp.py gives.
        assertThat(order).containsExactly(8, 1, 5, 9, 0, 4, 3, 2, 6, 7);
    }

    @Test
    void xAndYOfARowStayTogether() {
        for (Batch batch : numbers(10).batches(3, 1)) {
            assertThat(batch.x().squeeze(1).toType(DataType.INT64, false)).isEqualTo(batch.y());
            assertThat(Arrays.stream(batch.rows()).asLongStream().toArray())
                    .isEqualTo(batch.y().toLongArray());
        }
    }

    @Test
    void aLoopFreesItsBatches() {
        TensorDataset data = numbers(10);
        int before = manager.getManagedArrays().size();
        for (Batch batch : data.batches(3)) {
            NDArray madeFromIt = batch.x().mul(2);
            assertThat(manager.getManagedArrays().size()).isGreaterThan(before);
            assertThat(madeFromIt.getManager()).isSameAs(batch.manager());
        }
        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @Test
    void bytesAreScaledAugmentedAndNormalisedInThisOrder() {
        NDArray bytes = manager.create(new byte[] {0, 51, (byte) 255, 102}, new Shape(2, 2)); // (N, channels)
        TensorDataset data = TensorDataset.ofBytes(
                bytes.toType(DataType.UINT8, true), manager.zeros(new Shape(2), DataType.INT64), 255, "bytes");
        assertThat(x(data)).containsExactly(new float[] {0, 0.2f, 1, 0.4f}, within(1e-6f));
        TensorDataset normalised = data.normalise(new float[] {0.5f, 0.2f}, new float[] {0.5f, 0.1f});
        assertThat(x(normalised)).containsExactly(new float[] {-1, 0, 1, 2}, within(1e-5f));
        TensorDataset augmented = normalised.augment((x, random) -> x.add(0.1));
        assertThat(x(augmented)).containsExactly(new float[] {-0.8f, 1, 1.2f, 3}, within(1e-5f));
        assertThat(bytes.toByteArray()).as("what is kept").containsExactly(0, 51, 255, 102);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.normalise(new float[] {0.5f}, new float[] {0.5f}))
                .withMessageContainingAll("(2, 2)", "there are 2", "got 1");
    }

    @Test
    void allNumbersOfAnEpochAreDrawnAtItsBeginningAndAreThoseOfEachBatchAlone() {
        TensorDataset data = new TensorDataset(
                manager.arange(600f).reshape(50, 3, 2, 2).div(600),
                manager.zeros(new Shape(50), DataType.INT64),
                "pictures");
        var transform = Compose.of(
                new RandomCrop(2, 1), new ColorJitter(0.4, 0.4, 0.4, 0.2), new RandomErasing(0.5), new Cutout(1));
        List<float[]> ofEachAlone = new ArrayList<>();
        data.augment((x, random) -> transform.apply(x, random))
                .batches(8, 3)
                .forEach(batch -> ofEachAlone.add(batch.x().toFloatArray()));
        var uploads = Collections.newSetFromMap(new IdentityHashMap<NDArray, Boolean>());
        var drawn = new AtomicInteger();
        Planned counted = (shape, random) -> {
            drawn.incrementAndGet();
            Plan plan = transform.planned().orElseThrow().plan(shape, random);
            return new Plan(plan.numbers(), plan.made(), (x, numbers, start) -> {
                uploads.add(numbers);
                return plan.change().of(x, numbers, start);
            });
        };
        int before = manager.getManagedArrays().size();
        List<float[]> drawnAhead = new ArrayList<>();
        for (Batch batch : data.augment(counted).batches(8, 3)) {
            assertThat(drawn).hasValue(7);
            drawnAhead.add(batch.x().toFloatArray());
        }
        assertThat(uploads).hasSize(1);
        assertThat(drawnAhead).usingRecursiveComparison().isEqualTo(ofEachAlone);
        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    private static float[] x(TensorDataset data) {
        try (Batch batch = data.rows(0, 1)) {
            return batch.x().toFloatArray();
        }
    }

    @Test
    void aSetKeepsItsExamplesWhenABatchIsChangedInPlace() {
        TensorDataset data = numbers(4);
        try (Batch batch = data.batches(4).iterator().next()) {
            batch.x().addi(100);
        }
        assertThat(x(data)).containsExactly(0, 1);
    }

    @Test
    void mistakesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorDataset(manager.ones(new Shape(0, 2)), manager.ones(new Shape(0)), "none"))
                .withMessageContainingAll("(0, 2)", "no examples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorDataset(manager.ones(new Shape(3, 2)), manager.ones(new Shape(4)), "ones"))
                .withMessageContainingAll("(3, 2)", "(4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbers(3).batches(0))
                .withMessageContaining("0");
    }

    private TensorDataset numbers(int n) {
        return new TensorDataset(
                manager.arange((float) n).reshape(n, 1), manager.arange(0, n, 1, DataType.INT64), "0…n");
    }

    private static List<Integer> rows(Batches batches) {
        var rows = new ArrayList<Integer>();
        batches.forEach(batch -> Arrays.stream(batch.rows()).forEach(rows::add));
        return rows;
    }
}
