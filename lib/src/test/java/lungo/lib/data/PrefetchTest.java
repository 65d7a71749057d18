package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lungo.lib.transforms.Compose;
import lungo.lib.transforms.RandomCrop;
import lungo.lib.transforms.RandomHorizontalFlip;
import lungo.lib.transforms.Transform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches made ahead are the same ones, and nothing is left of them however a loop ends. */
class PrefetchTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theSameBatchesComeInTheSameOrder() {
        TensorDataset data = pictures(50).augment(Compose.of(new RandomCrop(4, 1), new RandomHorizontalFlip(0.5)));
        List<float[]> plain = new ArrayList<>();
        data.batches(8, 3).forEach(batch -> plain.add(batch.x().toFloatArray()));
        List<float[]> ahead = new ArrayList<>();
        data.prefetch(3).batches(8, 3).forEach(batch -> ahead.add(batch.x().toFloatArray()));
        assertThat(ahead).hasSize(7).usingRecursiveComparison().isEqualTo(plain);
        List<float[]> other = new ArrayList<>();
        data.batches(8, 4).forEach(batch -> other.add(batch.x().toFloatArray()));
        assertThat(other.get(0)).isNotEqualTo(plain.get(0));
    }

    @Test
    void skippedBatchesChangeNothingAboutTheRest() {
        TensorDataset data = pictures(50).augment(new RandomCrop(4, 1));
        List<float[]> all = new ArrayList<>();
        data.batches(8, 3).forEach(batch -> all.add(batch.x().toFloatArray()));
        List<float[]> rest = new ArrayList<>();
        data.batches(8, 3)
                .skip(4)
                .prefetch(2)
                .forEach(batch -> rest.add(batch.x().toFloatArray()));
        assertThat(rest).usingRecursiveComparison().isEqualTo(all.subList(4, 7));
        List<float[]> skippedLast = new ArrayList<>();
        data.prefetch(2)
                .batches(8, 3)
                .skip(4)
                .forEach(batch -> skippedLast.add(batch.x().toFloatArray()));
        assertThat(skippedLast).usingRecursiveComparison().isEqualTo(rest);
        assertThat(data.batches(8).skip(2).count()).isEqualTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.batches(8).skip(8))
                .withMessageContainingAll("0 to 7", "8");
    }

    @Test
    void theSmallerLastBatchIsDroppedWhereItIsAskedFor() {
        assertThat(sizes(pictures(50).batches(8, 3))).containsExactly(8, 8, 8, 8, 8, 8, 2);
        assertThat(sizes(pictures(50).batches(8, 3).dropLast())).containsExactly(8, 8, 8, 8, 8, 8);
        assertThat(sizes(pictures(50).prefetch(2).batches(8, 3).dropLast().skip(4)))
                .containsExactly(8, 8);
        assertThat(sizes(pictures(50).batches(8, 3).skip(6).dropLast())).isEmpty();
        assertThat(sizes(pictures(48).batches(8, 3).dropLast().dropLast())).containsExactly(8, 8, 8, 8, 8, 8);
        assertThat(pictures(50).batches(8).dropLast().count()).isEqualTo(6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pictures(5).batches(8).dropLast())
                .withMessageContaining("smaller batches");
    }

    private static List<Integer> sizes(Batches batches) {
        var sizes = new ArrayList<Integer>();
        batches.forEach(batch -> sizes.add((int) batch.x().getShape().get(0)));
        return sizes;
    }

    @Test
    void closingWaitsForTheBatchThatIsBeingMadeSoThatTheDataMayBeClosed() throws InterruptedException {
        var second = new CountDownLatch(2);
        var inside = new AtomicInteger();
        TensorDataset data = pictures(50).augment((x, random) -> {
            inside.incrementAndGet();
            second.countDown();
            try {
                Thread.sleep(100); // Whoever does not wait for it is faster.
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            NDArray made = x.mul(2);
            inside.decrementAndGet();
            return made;
        });
        int before = arrays();
        Batches batches = data.batches(5, 1).prefetch(2);
        try (Batch first = batches.iterator().next()) {
            second.await();
            batches.close();
            assertThat(inside).hasValue(0);
            data.close();
            assertThat(first.x().getFloat(0, 0, 0, 0)).isNotNaN();
        }
        assertThat(arrays()).as("all but x and y").isEqualTo(before - 2);
    }

    @Test
    void batchesAreMadeWhileTheLoopWorksButNotTooMany() throws InterruptedException {
        var made = new AtomicInteger();
        var three = new CountDownLatch(3);
        TensorDataset data = pictures(50).augment((x, random) -> {
            made.incrementAndGet();
            three.countDown();
            return x.duplicate();
        });
        try (var batches = data.batches(5, 1).prefetch(2)) {
            try (Batch first = batches.iterator().next()) {
                assertThat(three.await(30, TimeUnit.SECONDS))
                        .as("two more are made")
                        .isTrue();
                Thread.sleep(50);
                assertThat(made.get()).isEqualTo(3);
                assertThat(first.size()).isEqualTo(5);
            }
        }
    }

    @Test
    void aWholeLoopLeavesNothing() {
        TensorDataset data = pictures(20);
        int before = arrays();
        for (Batch batch : data.batches(6, 1).prefetch(2)) {
            batch.x().mul(2);
        }
        eventually(() -> arrays() == before && threads() == 0);
    }

    @Test
    void aLoopLeftEarlyLeavesNothingOnceItsBatchesAreClosed() {
        TensorDataset data = pictures(200);
        int before = arrays();
        try (var batches = data.batches(6, 1).prefetch(4)) {
            for (Batch batch : batches) {
                try (batch) {
                    break;
                }
            }
        }
        eventually(() -> arrays() == before && threads() == 0);
    }

    @Test
    void aLoopThatIsForgottenLeavesNothingEither() {
        TensorDataset data = pictures(200);
        int before = arrays();
        leaveEarly(data.batches(6, 1).prefetch(4));
        leaveEarly(data.batches(6, 1));
        eventually(() -> {
            System.gc();
            return arrays() == before && threads() == 0;
        });
    }

    private static void leaveEarly(Batches batches) {
        for (Batch batch : batches) {
            try (batch) {
                break;
            }
        }
    }

    @Test
    void aMistakeOfTheThreadComesUpInTheLoop() {
        var calls = new AtomicInteger();
        TensorDataset data = pictures(50).augment((x, random) -> {
            if (calls.incrementAndGet() == 3) {
                throw new DataException("the third batch cannot be read");
            }
            return x.duplicate();
        });
        int before = arrays();
        var seen = new AtomicInteger();
        assertThatThrownBy(() -> data.batches(5, 1).prefetch(2).forEach(batch -> seen.incrementAndGet()))
                .isInstanceOf(DataException.class)
                .hasMessage("the third batch cannot be read");
        assertThat(seen.get()).isEqualTo(2);
        eventually(() -> arrays() == before && threads() == 0);
    }

    @Test
    void anInterruptIsFoundByTheLoopAndLeavesNothing() throws InterruptedException {
        var waiting = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        TensorDataset data = pictures(50).augment(slow(waiting, go));
        int before = arrays();
        var batchesSeen = new AtomicInteger();
        var loop = new Thread(() -> {
            try (var batches = data.batches(5, 1).prefetch(2)) {
                for (Batch batch : batches) {
                    try (batch) {
                        if (Thread.interrupted()) {
                            return;
                        }
                        batchesSeen.incrementAndGet();
                    }
                }
            }
        });
        loop.start();
        waiting.await();
        loop.interrupt();
        go.countDown();
        loop.join();
        assertThat(batchesSeen.get()).isZero();
        eventually(() -> arrays() == before && threads() == 0);
    }

    private static Transform slow(CountDownLatch waiting, CountDownLatch go) {
        return (NDArray x, SplittableRandom random) -> {
            waiting.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return x.duplicate();
        };
    }

    @Test
    void atLeastOneBatchIsMadeAhead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pictures(5).batches(2).prefetch(0))
                .withMessageContaining("0");
    }

    private int arrays() {
        return manager.getManagedArrays().size();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lungo-prefetch"))
                .count();
    }

    private static void eventually(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private TensorDataset pictures(int n) {
        return new TensorDataset(
                manager.arange(n * 48f).reshape(new Shape(n, 3, 4, 4)).div(n * 48f),
                manager.arange(0, n, 1, DataType.INT64),
                "pictures");
    }
}
