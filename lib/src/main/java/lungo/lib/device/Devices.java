package lungo.lib.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;

/**
 * The device that a notebook computes on: a GPU where there is one that can be used, else the CPU.
 *
 * <pre>{@code
 * var manager = NDManager.newBaseManager(Devices.best());
 * }</pre>
 *
 * The environment variable LUNGO_DEVICE, {@code cpu}, {@code cuda} or {@code cuda:1}, decides otherwise. Without it the
 * answer is DJL's own default, which {@code NDManager.newBaseManager()} takes too.
 */
public final class Devices {

    private static final String WANTED = "LUNGO_DEVICE";

    private Devices() {}

    /**
     * The device to compute on; the first call of a session prints which it is. Throws IllegalStateException, with the
     * remedy, if LUNGO_DEVICE names one that is not there.
     */
    public static Device best() {
        Device device = Session.CHOICE.device();
        Session.announce();
        return device;
    }

    /**
     * The device of that name: {@code cpu}, {@code cuda} (the first GPU) or {@code cuda:1}, as PyTorch writes them. Throws
     * IllegalStateException, with the remedy, if there is none of that name.
     */
    public static Device of(String name) {
        return Choice.named(name, hasCudaNatives(), Session.CUDA).device();
    }

    /** The memory of {@link #best}. */
    public static DeviceMemory memory() {
        return memory(best());
    }

    /** The memory of a device. */
    public static DeviceMemory memory(Device device) {
        return DeviceMemory.of(device);
    }

    /** The device in PyTorch's words, and what it is: "cuda:0 (compute capability 9.0)", "cpu (2 threads)". */
    public static String describe(Device device) {
        if (!device.isGpu()) {
            Engine.getEngine("PyTorch"); // loads the natives that are asked next
            return "cpu (" + JniUtils.getNumThreads() + " threads)";
        }
        var capability = new StringBuilder(CudaUtils.getComputeCapability(device.getDeviceId()));
        return "cuda:" + device.getDeviceId() + " (compute capability "
                + capability.insert(capability.length() - 1, '.') + ")";
    }

    static Choice choice() {
        return Session.CHOICE;
    }

    static Cuda cuda() {
        return Session.CUDA;
    }

    private static boolean hasCudaNatives() {
        return Engine.getEngine("PyTorch").hasCapability("CUDA");
    }

    /** Found out once, since no device comes or goes while a JVM runs. */
    private static final class Session {
        static final Cuda CUDA = Cuda.probe();
        static final Choice CHOICE = Choice.of(System.getenv(WANTED), hasCudaNatives(), CUDA);

        /** Does its work when it is initialised: once, and on one thread. */
        private static final class Announcement {
            static {
                Device device = CHOICE.device();
                System.out.println("Computing on " + describe(device) + ", " + DeviceMemory.of(device) + ".");
            }

            static void made() {}
        }

        static void announce() {
            Announcement.made();
        }
    }
}
