package lungo.lib.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // A scope need not be referred to.
class ScopeTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void closesWhatWasMadeAndNotKept() {
        var before = manager.create(1f);
        NDArray made;
        NDArray kept;
        NDList list;
        try (var scope = Scope.open()) {
            made = before.add(1);
            kept = scope.keep(made.add(1));
            list = scope.keep(new NDList(made.mul(2), before));
        }
        assertTrue(((PtNDArray) made).isReleased());
        assertEquals(3, kept.getFloat());
        assertEquals(4, list.get(0).getFloat());
        assertEquals(1, before.getFloat());
    }

    @Test
    void whatAnInnerScopeKeepsBelongsToTheOuterOne() {
        var before = manager.create(1f);
        NDArray kept;
        try (var ignored = Scope.open()) {
            try (var inner = Scope.open()) {
                kept = inner.keep(before.add(1));
                inner.keep(before);
            }
            assertEquals(2, kept.getFloat());
        }
        assertTrue(((PtNDArray) kept).isReleased());
        assertEquals(1, before.getFloat());
    }

    @Test
    void concernsNoOtherThread() {
        NDArray elsewhere;
        try (var scope = Scope.open()) {
            elsewhere = CompletableFuture.supplyAsync(() -> manager.create(5f)).join();
            var refused = CompletableFuture.supplyAsync(() -> assertThrows(IllegalStateException.class, scope::close));
            assertTrue(refused.join().getMessage().contains("opened by the thread"));
        }
        assertEquals(5, elsewhere.getFloat());
    }

    @Test
    void closesWhatALoopMakesAtOnce() {
        var x = manager.ones(new Shape(10));
        for (var i = 0; i < 10; i++) {
            try (var ignored = Scope.open()) {
                x.add(i).mul(2).sum();
            }
            assertEquals(1, manager.getManagedArrays().size());
        }
    }
}
