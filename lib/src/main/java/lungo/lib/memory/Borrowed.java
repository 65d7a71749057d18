package lungo.lib.memory;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

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

    /** How many such pieces of memory are kept. */
    static synchronized int count() {
        return KEPT.size();
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
        var unused = new TreeMap<Long, ByteBuffer>();
        KEPT.forEach(memory -> unused.put(address(memory), memory));
        for (var array : sweep.arrays()) {
            if (mayHaveGraph(array)) {
                return;
            }
            var address = addressOf(array);
            var below = unused.floorEntry(address);
            if (below != null && address - below.getKey() < below.getValue().capacity()) {
                unused.remove(below.getKey());
            }
        }
        KEPT.removeIf(memory -> unused.containsKey(address(memory)));
    }

    /** Of an array that requires gradients nobody can ask whether a graph made it. */
    private static boolean mayHaveGraph(PtNDArray array) {
        try {
            return JniUtils.requiresGrad(array);
        } catch (IllegalStateException closedMeanwhile) {
            return false;
        }
    }

    /** Where the array's tensor begins in this process's memory; 0 where it does not lie there. */
    private static long addressOf(PtNDArray array) {
        try {
            var elsewhere = array.getDevice().isGpu() || array.isSparse() || array.isEmpty();
            return elsewhere ? 0 : address(Djl.memoryOf(array.getHandle()));
        } catch (IllegalStateException closedMeanwhile) {
            return 0;
        }
    }

    private static long address(ByteBuffer memory) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    }
}
