package lungo.lib.compile;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lungo.lib.script.Script;

/**
 * One walk through a block with arrays that have a shape but no numbers (PyTorch's meta device), which writes down what is
 * done to them. Nothing is computed, no random number drawn, no running mean moved.
 */
final class Trace implements AutoCloseable {

    private static final Script META = Script.of("""
            def like(self, x: Tensor) -> Tensor:
              return torch.to(torch.detach(x), torch.device("meta"))
            def empty(self, x: Tensor, shape: List[int]) -> Tensor:
              return torch.new_empty(x, shape)
            def zeros(self, x: Tensor) -> Tensor:
              return torch.zeros_like(x, dtype=None, layout=None, device=torch.device("cpu"))
            """);

    private final NDManager shapes;
    private final NDManager keeper;
    private final boolean bfloat16;
    private final Program program = new Program();
    private final List<Supplier<NDArray>> given = new ArrayList<>();
    private final Map<Object, Traced> known = new IdentityHashMap<>();
    private NDManager constants;

    /** A trace whose empty arrays live in a manager below {@code manager}; copies of constants in one below {@code keeper}. */
    Trace(NDManager manager, NDManager keeper, boolean bfloat16) {
        this.shapes = manager.newSubManager();
        this.keeper = keeper;
        this.bfloat16 = bfloat16;
    }

    boolean bfloat16() {
        return bfloat16;
    }

    Program program() {
        return program;
    }

    /** What each run has to be given, in its order. */
    List<Supplier<NDArray>> given() {
        return given;
    }

    /** Hands over what owns the constants that runs are given, or null where there are none. */
    NDManager takeConstants() {
        NDManager taken = constants;
        constants = null;
        return taken;
    }

    NDArray input(NDArray x) {
        return new Traced(this, "x", meta(x), x).proxy();
    }

    /** The parameter as the program sees it; its array is asked for anew at each run, since loading replaces it. */
    NDArray parameter(Parameter parameter) {
        return known.computeIfAbsent(parameter, p -> given(parameter.getArray(), parameter::getArray))
                .proxy();
    }

    /** An array that the block made or holds itself. A copy is kept, since the block may free its own. */
    Traced constant(PtNDArray array) {
        return known.computeIfAbsent(array, a -> {
            NDArray kept = array.duplicate();
            if (constants == null) {
                constants = keeper.newSubManager();
            }
            kept.attach(constants);
            return given(kept, () -> kept);
        });
    }

    private Traced given(NDArray array, Supplier<NDArray> now) {
        given.add(now);
        return new Traced(this, program.give(array), meta(array), array);
    }

    /** The result of {@code expression}, whose shape and type are those of {@code meta}. */
    Traced result(String expression, NDArray meta, Traced like) {
        return new Traced(this, program.assign(expression), meta(meta), like.origin());
    }

    private PtNDArray meta(NDArray array) {
        return (PtNDArray) META.array(shapes, "like", array);
    }

    /** An array without numbers, of another shape and the type of {@code meta}. */
    NDArray empty(NDArray meta, long... shape) {
        return META.array(shapes, "empty", meta, shape);
    }

    /** Zeros on the CPU, for operators that the meta device lacks. */
    NDArray zeros(NDArray meta) {
        return META.array(shapes, "zeros", meta);
    }

    /** The name of the traced array {@code list.singletonOrThrow()}; the program returns it. */
    String nameOf(NDList list) {
        if (list.size() != 1 || !(list.head() instanceof Traced.View view)) {
            throw new UntraceableException(
                    "it returns " + list.size() + " arrays, or one that does not depend on its input");
        }
        return view.traced().name();
    }

    @Override
    public void close() {
        shapes.close();
        if (constants != null) {
            constants.close();
        }
    }
}
