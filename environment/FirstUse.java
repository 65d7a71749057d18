import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** Makes DJL unpack PyTorch's native libraries, and proves that they compute on the device named: cuda, cpu or any. Run by setup.sh. */
public final class FirstUse {
    public static void main(String[] device) {
        try (var manager = NDManager.newBaseManager()) {
            if (device[0].equals("cuda") && !manager.getDevice().isGpu()) {
                throw new IllegalStateException("DJL sees no GPU; CUDA_VISIBLE_DEVICES=" + System.getenv("CUDA_VISIBLE_DEVICES"));
            }
            var four = manager.ones(new ai.djl.ndarray.types.Shape(2, 2)).sum().getFloat();
            System.out.println(Engine.getInstance() + " on " + manager.getDevice() + ": " + four);
        }
    }
}
