package lungo.lib.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.loss.Loss;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lungo.lib.nn.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsReachedStaysOpenAndTheRestIsClosed(long seed) throws InterruptedException {
        var holders = new Holders(seed, manager);
        for (var number = 0; number < 200; number++) {
            holders.add(number);
        }
        collect();
        overwrite();
        holders.addresses.forEach((number, address) ->
                assertEquals(holders.reached.containsKey(number), address.get() != null, "array " + number));
        holders.reached.forEach(
                (number, holder) -> assertEquals((float) number, holder.get().getFloat()));
    }

    @Test
    void viewsOfJavaMemoryOutliveTheArrayTheyWereMadeOf() {
        var numbers = range(1000);
        var view = manager.create(numbers).reshape(10, 100);
        var row = manager.create(numbers).get(0).reshape(1);
        collect();
        overwrite();
        assertArrayEquals(numbers, view.toFloatArray());
        assertEquals(0, row.getFloat());
    }

    @Test
    void viewsOfMemoryThatWasSetOutliveItToo() {
        var numbers = range(1000);
        var view = viewOfSet(numbers);
        collect();
        collect();
        overwrite();
        assertArrayEquals(numbers, view.toFloatArray());
        assertEquals(1, Borrowed.count());
        view.close();
        collect();
        assertEquals(0, Borrowed.count());
    }

    private NDArray viewOfSet(float[] numbers) {
        var array = manager.create(new Shape(numbers.length));
        var memory = ByteBuffer.allocateDirect(4 * numbers.length).order(ByteOrder.nativeOrder());
        memory.asFloatBuffer().put(numbers);
        array.set(memory);
        return array.reshape(10, 100);
    }

    @Test
    void aGraphKeepsWhatItNeeds() {
        var w = manager.create(range(1000));
        w.setRequiresGradient(true);
        try (var tape = Tape.record()) {
            var loss = w.mul(manager.create(range(1000)).reshape(1000)).sum();
            collect();
            overwrite();
            tape.backward(loss);
        }
        assertArrayEquals(range(1000), w.getGradient().toFloatArray());
    }

    @Test
    void anArrayMadeFromJavaMemoryIsACopyOfIt() {
        var memory = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        var array = manager.create(memory, new Shape(4), DataType.FLOAT32);
        memory.putFloat(0, 7);
        assertEquals(0, array.getFloat(0));
    }

    @Test
    void closingAManagerStillClosesAtOnceWhatItOwns() {
        var sub = manager.newSubManager();
        var reached = sub.create(1f);
        var dropped = address(() -> sub.newSubManager().create(2f));
        assertEquals(2, sub.getManagedArrays().size());
        sub.close();
        assertTrue(reached.isReleased());
        assertNull(dropped.get());
        assertFalse(sub.isOpen());
    }

    @Test
    void managersListAfterACollectionWhatIsLeft() {
        var kept = manager.create(1f);
        var dropped = address(() -> manager.create(2f));
        collect();
        assertEquals(List.of(kept), manager.getManagedArrays());
        assertNull(dropped.get());
        kept.close();
        assertEquals(List.of(), manager.getManagedArrays());
    }

    @Test
    void arraysOfADroppedManagerStayOpenAndUsable() {
        var array = NDManager.newBaseManager().create(1f);
        collect();
        assertEquals(2, array.add(1).getFloat());
    }

    @Test
    void parametersOutliveTheModelAndTheTrainerThatWereDropped() throws InterruptedException {
        var block = Linear.builder().setUnits(2).build();
        var data = useInModel(block);
        for (var i = 0; i < 3; i++) { // The models' finalizers run meanwhile.
            collect();
            Thread.sleep(50);
        }
        overwrite();
        assertEquals(1, data.getFloat(0));
        var weight = block.getParameters().valueAt(0).getArray();
        assertEquals(new Shape(2, 3), weight.mul(2).getShape());
        assertTrue(weight.getManager().isOpen());
    }

    private static NDArray useInModel(Block block) {
        var model = Model.newInstance("dropped");
        model.setBlock(block);
        var trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()));
        trainer.initialize(new Shape(1, 3));
        return trainer.getManager().ones(new Shape(1));
    }

    @Test
    void aDroppedModelIsFreed() {
        var weight = address(() -> {
            var block = Linear.builder().setUnits(2).build();
            useInModel(block);
            return block.getParameters().valueAt(0).getArray();
        });
        collect(); // The model has a finalizer, and so a second one is needed.
        collect();
        assertNull(weight.get());
    }

    @Test
    void threadsThatComputeWhileItCollectsGetRightResults() throws InterruptedException {
        var wrong = new AtomicReference<String>();
        var stop = new AtomicBoolean();
        var threads = new ArrayList<Thread>();
        for (var t = 0; t < 3; t++) {
            var number = t + 1;
            threads.add(new Thread(() -> {
                while (!stop.get() && wrong.get() == null) {
                    // Each result but the last is unreachable as soon as the next call has its address.
                    var sum = manager.create(range(200))
                            .mul(number)
                            .reshape(20, 10)
                            .add(1)
                            .sum()
                            .getFloat();
                    if (sum != 199 * 100 * number + 200) {
                        wrong.set("Thread " + number + " got " + sum);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (var i = 0; i < 10; i++) {
            Memory.collect();
        }
        stop.set(true);
        for (var thread : threads) {
            thread.join();
        }
        assertNull(wrong.get());
        collect();
        assertEquals(0, manager.getManagedArrays().size());
    }

    @Test
    void aLoopThatClosesNothingDoesNotFillTheMemory() throws InterruptedException {
        var loop = new Thread(
                () -> { // It hardly ever leaves the engine.
                    for (var i = 0; i < 150; i++) {
                        manager.ones(new Shape(4 << 20)).mul(2); // Twice 16 MB, of which 150 would be 4.8 GB.
                    }
                });
        var most = 0;
        loop.start();
        while (loop.isAlive()) {
            most = Math.max(most, Memory.open());
            loop.join(20);
        }
        assertTrue(most < 200, most + " arrays of 300 were open at once");
    }

    /** Collects until all that was lost is freed, which other threads of the JVM may hold up for a moment. */
    static void collect() {
        Memory.collect();
        while (Memory.isPending()) {
            Thread.onSpinWait();
        }
    }

    /** Gives memory that was freed to others, so that whoever still uses it reads something else. */
    private void overwrite() {
        for (var size : List.of(1, 10, 100, 1000)) {
            for (var i = 0; i < 200; i++) {
                manager.full(new Shape(size), -1f);
            }
        }
        IntStream.range(0, 200).forEach(i -> ByteBuffer.allocateDirect(4000).putInt(0, -1));
    }

    private static AtomicReference<Long> address(Supplier<NDArray> maker) {
        return Djl.handle((PtNDArray) maker.get());
    }

    private static float[] range(int n) {
        var numbers = new float[n];
        for (var i = 0; i < n; i++) {
            numbers[i] = i;
        }
        return numbers;
    }
}
