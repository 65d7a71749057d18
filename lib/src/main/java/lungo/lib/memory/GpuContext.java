package lungo.lib.memory;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * Whether this process uses a GPU, which CUDA's driver tells without beginning to: all that its run-time library is asked
 * about a GPU makes a context there first, of some 300 MB.
 *
 * @see <a href="https://docs.nvidia.com/cuda/cuda-driver-api/group__CUDA__PRIMARY__CTX.html">cuDevicePrimaryCtxGetState</a>
 */
final class GpuContext {
    private static final String DRIVER = Platform.isWindows() ? "nvcuda" : "libcuda.so.1";
    private static final int SUCCESS = 0;

    private GpuContext() {}

    /** True as well where the driver cannot be asked: a GPU that fills up unseen is worse than one context more. */
    static boolean isActive(int gpu) {
        var device = new int[1];
        var flags = new int[1];
        var active = new int[1];
        try {
            // Before anything in this process has used CUDA, it is not initialised, and no GPU in use.
            return call("cuDeviceGet", device, gpu) == SUCCESS
                    && call("cuDevicePrimaryCtxGetState", device[0], flags, active) == SUCCESS
                    && active[0] != 0;
        } catch (UnsatisfiedLinkError e) {
            return true;
        }
    }

    private static int call(String name, Object... arguments) {
        return Function.getFunction(DRIVER, name).invokeInt(arguments);
    }
}
