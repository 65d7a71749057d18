package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import lungo.lib.script.Script;

/** Examples that lie whole on one device: x (N, …) and y (N, …). */
record TensorExamples(NDArray x, NDArray y) implements Examples {

    private static final Script SCRIPT = Script.of("""
            def take(self, x: Tensor, y: Tensor, index: Tensor, start: int, end: int) -> List[Tensor]:
              rows = torch.slice(index, 0, start, end, 1)
              return [torch.index_select(x, 0, rows), torch.index_select(y, 0, rows)]
            """);

    TensorExamples {
        if (x.getShape().dimension() == 0 || y.getShape().dimension() == 0) {
            throw new IllegalArgumentException("x " + x.getShape() + " and y " + y.getShape()
                    + " need a first axis that counts the examples: give one example as (1, …).");
        }
        if (x.getShape().get(0) != y.getShape().get(0)) {
            throw new IllegalArgumentException("x " + x.getShape() + " and y " + y.getShape()
                    + " differ in length: there must be one y for each x.");
        }
        if (y.getShape().get(0) == 0) {
            throw new IllegalArgumentException("x " + x.getShape()
                    + " holds no examples, and of none nothing can be learned. Look at what filtered or read them.");
        }
    }

    @Override
    public int size() {
        return (int) y.getShape().get(0);
    }

    @Override
    public Shape shape() {
        return x.getShape();
    }

    @Override
    public NDManager manager() {
        requireOpen();
        return y.getManager();
    }

    @Override
    public long[] classNumbers() {
        if (y.getDataType() != DataType.INT64 || y.getShape().dimension() != 1) {
            throw new IllegalStateException("y " + y.getShape() + " " + y.getDataType()
                    + " holds no class numbers, which are int64 of shape (N): convert it with y.toType(INT64, false),"
                    + " or split without regard to classes.");
        }
        return y.toLongArray();
    }

    @Override
    public NDList take(int[] rows, NDArray index, int start, int end, NDManager manager) {
        requireOpen();
        return SCRIPT.list(manager, "take", x, y, index, start, end);
    }

    private void requireOpen() {
        if (x.isReleased() || y.isReleased()) {
            throw new IllegalStateException(
                    "The examples were closed, by close() or with their manager: make the data" + " set anew.");
        }
    }

    @Override
    public void close() {
        x.close();
        y.close();
    }
}
