package lungo.lib.memory;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Java memory that tensors lie in though the array is lost to which it was handed by {@code set(Buffer)}: views of that
 * array lie in it too. It is kept until no array lies in it and none has a graph, which could.
 */
final class Borrowed {
    private static final List<ByteBuffer> KEPT = new ArrayList<>();
    private static final List<ByteBuffer> KEPT_FOR_GOOD = new ArrayList<>();

    private Borrowed() {}

    /** Keeps {@code memory} until nothing can lie in it. */
    static synchronized void keep(ByteBuffer memory) {
        KEPT.add(memory);
    }

    /** Keeps the memory of an array that was made before the watch began. */
    static synchronized void keepForGood(ByteBuffer memory) {
        KEPT_FOR_GOOD.add(memory);
    }

    /** Lets go of the memory that nothing lies in. */
    static synchronized void release(Sweep sweep) {
        if (KEPT.isEmpty() || sweep.isPending()) {
            return;
        }
        var arrays = sweep.arrays();
        if (arrays.stream().noneMatch(Borrowed::mayHaveGraph)) {
            KEPT.removeIf(memory -> arrays.stream().noneMatch(array -> liesIn(array, memory)));
        }
    }

    /** Of an array that requires gradients nobody can ask whether a graph made it. */
    private static boolean mayHaveGraph(PtNDArray array) {
        try {
            return JniUtils.requiresGrad(array);
        } catch (IllegalStateException closedMeanwhile) {
            return false;
        }
    }

    private static boolean liesIn(PtNDArray array, ByteBuffer memory) {
        try {
            if (array.getDevice().isGpu() || array.getDataType() == DataType.STRING || array.isEmpty()) {
                return false;
            }
            var distance = address(Djl.memoryOf(array.getHandle())) - address(memory);
            return distance >= 0 && distance < memory.capacity();
        } catch (RuntimeException e) { // It has no memory of its own, or was closed meanwhile: wait for the next time.
            return !array.isReleased();
        }
    }

    private static long address(ByteBuffer memory) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    }
}
