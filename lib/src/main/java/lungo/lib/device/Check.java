package lungo.lib.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.LibUtils;

/** Prints the device, the versions and the memory that notebooks have, after a first sum on it; environment/check runs it. */
public final class Check {

    private Check() {}

    /** Ends the JVM with status 1 if the device cannot be used, and says why on stderr. */
    public static void main(String[] arguments) {
        try {
            Engine engine = Engine.getEngine("PyTorch");
            print("DJL", Engine.getDjlVersion());
            print("libtorch", engine.getVersion() + "    " + LibUtils.getLibtorchPath());
            Cuda cuda = Devices.cuda();
            print("CUDA", cuda.gpus() > 0 ? cuda.version() + "    GPUs: " + cuda.gpus() : "none: " + cuda.problem());
            Device device = Devices.choice().device();
            compute(device);
            print("Device", Devices.describe(device));
            print("Memory", Devices.memory(device).toString());
        } catch (EngineException | LinkageError | IllegalStateException e) {
            System.err.println("error: " + words(e));
            System.exit(1);
        }
    }

    private static void compute(Device device) {
        try (var manager = NDManager.newBaseManager(device)) {
            float four = manager.ones(new Shape(2, 2)).sum().getFloat();
            if (four != 4) {
                throw new IllegalStateException("The sum of four ones on " + device + " is " + four + ".");
            }
        }
    }

    private static void print(String name, String value) {
        System.out.printf("%-9s %s%n", name, value);
    }

    /** The message of the innermost cause: DJL wraps what the system said. */
    private static String words(Throwable e) {
        return e.getCause() == null ? e.getMessage() : words(e.getCause());
    }
}
