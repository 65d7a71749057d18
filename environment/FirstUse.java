import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** Makes DJL unpack PyTorch's native libraries, and proves that they compute. Run by environment/setup.sh. */
public final class FirstUse {
    public static void main(String[] args) {
        try (var manager = NDManager.newBaseManager()) {
            var four = manager.ones(new ai.djl.ndarray.types.Shape(2, 2)).sum().getFloat();
            System.out.println(Engine.getInstance() + ": " + four);
        }
    }
}
