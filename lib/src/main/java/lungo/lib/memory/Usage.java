package lungo.lib.memory;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process and the GPUs use. */
final class Usage {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private final int gpus;

    Usage(Engine engine) {
        gpus = engine.getGpuCount();
    }

    /** Bytes of this process in memory, where the system says so (Linux), and of all GPUs that hold arrays; else 0. */
    long bytes() {
        var bytes = resident();
        for (var i = 0; i < gpus; i++) {
            bytes += CudaUtils.getGpuMemory(Device.gpu(i)).getCommitted();
        }
        return bytes;
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
