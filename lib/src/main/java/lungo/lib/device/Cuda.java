package lungo.lib.device;

import ai.djl.util.cuda.CudaLibrary;
import com.sun.jna.Native;

/** What NVIDIA's run-time library says: how many GPUs it sees, and why none, where it sees none. */
record Cuda(int gpus, String version, String problem) {

    private static final int SUCCESS = 0;

    /** Asks {@code libcudart}, which DJL asks too; DJL itself keeps the reason of a failure to its log. */
    static Cuda probe() {
        CudaLibrary library;
        try {
            library = Native.load("cudart", CudaLibrary.class);
        } catch (LinkageError e) {
            return none("unknown", "NVIDIA's run-time library, libcudart, is not found");
        }
        String version = version(library);
        var count = new int[1];
        int result = library.cudaGetDeviceCount(count);
        if (result != SUCCESS) {
            return none(version, "CUDA says: " + library.cudaGetErrorString(result) + " (" + result + ")");
        }
        return count[0] == 0 ? none(version, "CUDA sees no GPU") : new Cuda(count[0], version, "");
    }

    static Cuda none(String version, String problem) {
        return new Cuda(0, version, problem);
    }

    private static String version(CudaLibrary library) {
        var version = new int[1]; // 12060 is 12.6
        return library.cudaRuntimeGetVersion(version) == SUCCESS
                ? version[0] / 1000 + "." + version[0] % 1000 / 10
                : "unknown";
    }
}
