package lungo.lib.device;

import ai.djl.util.cuda.CudaLibrary;
import com.sun.jna.Native;

/** What NVIDIA's run-time library says: how many GPUs it sees; where it sees none, why, and the remedy. */
record Cuda(int gpus, String version, String problem, String remedy) {

    private static final int SUCCESS = 0;

    /** Asks {@code libcudart}, which DJL asks too; DJL itself keeps the reason of a failure to its log. */
    static Cuda probe() {
        CudaLibrary library;
        try {
            library = Native.load("cudart", CudaLibrary.class);
        } catch (LinkageError e) {
            return none(
                    "unknown",
                    "NVIDIA's run-time library, libcudart, is not found",
                    "LUNGO_DEVICE=cuda environment/lab --check finds or fetches it; restart the kernel then.");
        }
        String version = version(library);
        var count = new int[1];
        int result = library.cudaGetDeviceCount(count);
        if (result != SUCCESS) {
            return none(
                    version, "CUDA says: " + library.cudaGetErrorString(result) + " (" + result + ")", remedy(result));
        }
        return count[0] == 0
                ? none(version, "CUDA sees no GPU", remedy(CudaLibrary.ERROR_NO_DEVICE))
                : new Cuda(count[0], version, "", "");
    }

    static Cuda none(String version, String problem, String remedy) {
        return new Cuda(0, version, problem, remedy);
    }

    private static String remedy(int result) {
        return switch (result) {
            case CudaLibrary.INSUFFICIENT_DRIVER -> "Install a newer driver of NVIDIA, 525 at least.";
            case CudaLibrary.ERROR_NO_DEVICE ->
                "The environment variable CUDA_VISIBLE_DEVICES may hide it; a container is to"
                        + " be started with --gpus all.";
            default -> "See whether nvidia-smi names the GPU; if not, its driver is to be mended.";
        };
    }

    private static String version(CudaLibrary library) {
        var version = new int[1]; // 12060 is 12.6
        return library.cudaRuntimeGetVersion(version) == SUCCESS
                ? version[0] / 1000 + "." + version[0] % 1000 / 10
                : "unknown";
    }
}
