package lungo.lib.memory;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** How much memory this process and the GPUs use. */
final class Usage {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private final int gpus;
    private final IntPredicate isInUse;
    private final IntToLongFunction used;

    Usage(Engine engine) {
        this(engine.getGpuCount(), GpuContext::isActive, gpu -> CudaUtils.getGpuMemory(Device.gpu(gpu))
                .getCommitted());
    }

    /** Asks {@code used} for a GPU's bytes only where the GPU is in use: CUDA's answer would bring it into use. */
    Usage(int gpus, IntPredicate isInUse, IntToLongFunction used) {
        this.gpus = gpus;
        this.isInUse = isInUse;
        this.used = used;
    }

    /** Bytes of this process in memory, where the system says so (Linux), and of the GPUs that it uses; else 0. */
    long bytes() {
        return resident() + onGpus();
    }

    long onGpus() {
        return IntStream.range(0, gpus).filter(isInUse).mapToLong(used).sum();
    }

    /** Has the C library give memory back that it keeps after it was freed (glibc). */
    static void trim() {
        if (Platform.isLinux()) {
            try {
                Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {0L});
            } catch (UnsatisfiedLinkError e) {
                return; // Another C library, as Alpine's, which keeps nothing.
            }
        }
    }

    private static long resident() {
        try {
            return Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE;
        } catch (IOException e) {
            return 0; // Not on Linux: there only the number of arrays tells when to collect.
        }
    }
}
