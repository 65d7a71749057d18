package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts of a data set never overlap and leave nothing out, whatever the sizes and seeds. */
class SplitsTest {

    private static final int TRIALS = 300;

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(42);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void partsNeverOverlapAndLeaveNothingOut() {
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] fractions = random.doubles(1 + random.nextInt(4), 0.1, 1).toArray();
            double sum = Arrays.stream(fractions).sum();
            double[] parts = Arrays.stream(fractions).map(f -> f / sum).toArray();
            int n = 20 + random.nextInt(500);
            int[] counts = Partition.counts(n, parts);
            List<int[]> groups = Partition.random(n, random.nextLong(), counts);
            assertPartition(n, groups);
            for (int i = 0; i < parts.length; i++) {
                assertThat((double) groups.get(i).length).isCloseTo(parts[i] * n, within(1.0));
            }
        }
    }

    @Test
    void foldsNeverOverlapAndDifferByOneAtMost() {
        for (int trial = 0; trial < TRIALS; trial++) {
            int n = 2 + random.nextInt(200);
            int k = 2 + random.nextInt(n - 1);
            List<int[]> folds = Partition.folds(n, k, random.nextLong());
            assertThat(folds).hasSize(k);
            assertPartition(n, folds);
            assertEven(folds.stream().mapToLong(fold -> fold.length));
        }
    }

    @Test
    void stratifiedFoldsKeepTheSharesOfEveryClass() {
        for (int trial = 0; trial < TRIALS; trial++) {
            int n = 2 + random.nextInt(300);
            int k = 2 + random.nextInt(Math.min(9, n - 1));
            int classes = 1 + random.nextInt(6);
            long[] labels = IntStream.range(0, n)
                    .mapToLong(i -> random.nextInt(classes) * random.nextInt(2))
                    .toArray();
            List<int[]> folds = Partition.stratified(labels, k, random.nextLong());
            assertThat(folds).hasSize(k);
            assertPartition(n, folds);
            assertEven(folds.stream().mapToLong(fold -> fold.length));
            for (int c = 0; c < classes; c++) {
                int label = c;
                assertEven(folds.stream().mapToLong(fold -> Arrays.stream(fold)
                        .filter(row -> labels[row] == label)
                        .count()));
            }
        }
    }

    @Test
    void aSampleKeepsTheSharesOfEveryClass() {
        for (int trial = 0; trial < TRIALS; trial++) {
            int n = 2 + random.nextInt(300);
            int count = 1 + random.nextInt(n);
            long[] labels = IntStream.range(0, n)
                    .mapToLong(i -> random.nextInt(4) * random.nextInt(2))
                    .toArray();
            int[] rows = Partition.sample(labels, count, random.nextLong());
            assertThat(rows).hasSize(count).isSorted().doesNotHaveDuplicates();
            for (int c = 0; c < 4; c++) {
                int label = c;
                double share = (double) count
                        / n
                        * Arrays.stream(labels).filter(l -> l == label).count();
                assertThat((double) Arrays.stream(rows)
                                .filter(row -> labels[row] == label)
                                .count())
                        .isBetween(share - 1, share + 1);
            }
        }
    }

    @Test
    void aSampleOfDigitsIsDrawnByItsSeed() {
        TensorDataset digits = Mnist.sample().test(manager);
        TensorDataset few = digits.sample(200, 1);
        assertThat(few.size()).isEqualTo(200);
        assertThat(Arrays.stream(few.labels()).filter(label -> label == 7)).hasSize(20);
        assertThat(few.labels())
                .isEqualTo(digits.sample(200, 1).labels())
                .isNotEqualTo(digits.sample(200, 2).labels());
        assertThat(digits.sample(5000, 1)).isSameAs(digits);
        mistake(() -> digits.sample(0, 1), "no examples");
    }

    private static void assertPartition(int n, List<int[]> groups) {
        assertThat(groups.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, n).toArray());
    }

    private static void assertEven(LongStream counts) {
        var summary = counts.summaryStatistics();
        assertThat(summary.getMax() - summary.getMin()).isBetween(0L, 1L);
    }

    @Test
    void theSeedDecidesWhoIsWhere() {
        TensorDataset data = numbers(100);
        assertThat(numbersIn(data.split(3, 0.8, 0.2).get(1)))
                .isEqualTo(numbersIn(data.split(3, 80, 20).get(1)));
        assertThat(numbersIn(data.split(3, 0.8, 0.2).get(1)))
                .isNotEqualTo(numbersIn(data.split(4, 0.8, 0.2).get(1)));
    }

    @Test
    void aFoldTrainsOnWhatItDoesNotValidateOn() {
        TensorDataset data = numbers(23);
        List<Fold> folds = data.kFold(5, 1);
        assertThat(folds).extracting(Fold::number).containsExactly(1, 2, 3, 4, 5);
        for (Fold fold : folds) {
            assertThat(Stream.of(fold.train(), fold.validation())
                            .flatMapToInt(part -> Arrays.stream(numbersIn(part)))
                            .sorted())
                    .containsExactly(IntStream.range(0, 23).boxed().toArray(Integer[]::new));
        }
        assertThat(folds.get(0).validation().source()).isEqualTo("5 of 23 examples of numbers");
    }

    @Test
    void stratifiedFoldsOfRealDigits() {
        for (Fold fold : Mnist.sample().test(manager).stratifiedKFold(10, 3)) {
            int[] labels = fold.validation().labels();
            for (int digit = 0; digit < 10; digit++) {
                int wanted = digit;
                assertThat(Arrays.stream(labels).filter(label -> label == wanted))
                        .hasSize(10);
            }
        }
    }

    @Test
    void aSubsetOfASubsetSharesTheArrays() {
        TensorDataset data = numbers(10);
        int arrays = manager.getManagedArrays().size();
        TensorDataset part = data.subset(9, 7, 5, 3, 1).subset(4, 0);
        assertThat(manager.getManagedArrays()).hasSize(arrays);
        assertThat(part.size()).isEqualTo(2);
        assertThat(part.labels()).containsExactly(1, 9);
        try (Batch batch = part.batches(2).iterator().next()) {
            assertThat(batch.x().toFloatArray()).containsExactly(1, 9);
            assertThat(batch.y().toLongArray()).containsExactly(1, 9);
            assertThat(batch.rows()).as("rows of the subset").containsExactly(0, 1);
        }
    }

    @Test
    void mistakesAreNamed() {
        TensorDataset data = numbers(10);
        mistake(() -> data.split(1, 0.5, 0.4), "[0.5, 0.4]", "add up to 1", "0.9");
        mistake(() -> data.split(1, 0.5, 0.8, -0.3), "above 0");
        mistake(() -> data.split(1, 8, 3), "[8, 3]", "all 10");
        mistake(() -> data.split(1, 0.99, 0.01), "[10, 0]", "one at least");
        mistake(() -> data.kFold(11, 1), "2 to 10", "11");
        mistake(() -> data.kFold(1, 1), "not 1");
        mistake(() -> data.subset(), "no examples");
        mistake(() -> data.subset(3, 10), "no row 10", "0 to 9");
        mistake(() -> data.rows(-1), "no row -1");
        var reals = new TensorDataset(manager.ones(new Shape(4, 1)), manager.ones(new Shape(4)), "reals");
        assertThatIllegalStateException()
                .isThrownBy(() -> reals.stratifiedKFold(2, 1))
                .withMessageContainingAll("float32", "class numbers", "without regard to classes");
        assertThat(reals.kFold(2, 1)).hasSize(2);
    }

    private static void mistake(Runnable made, String... words) {
        assertThatIllegalArgumentException().isThrownBy(made::run).withMessageContainingAll(words);
    }

    private TensorDataset numbers(int n) {
        return new TensorDataset(
                manager.arange((float) n).reshape(n, 1), manager.arange(0, n, 1, DataType.INT64), "numbers");
    }

    private static int[] numbersIn(TensorDataset part) {
        return part.labels();
    }
}
