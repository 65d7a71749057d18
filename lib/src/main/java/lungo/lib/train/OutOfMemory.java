package lungo.lib.train;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** A device's memory that does not suffice. */
final class OutOfMemory {

    private OutOfMemory() {}

    /** Whether an engine's failure says so, of a GPU or of a CPU. */
    static boolean is(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof OutOfMemoryError
                || message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }

    /** Hands back what CUDA's allocator keeps of freed arrays, whose pieces may be too small for the next try. */
    static void release() {
        if (Engine.getInstance().getGpuCount() > 0) {
            JniUtils.emptyCudaCache();
        }
    }
}
