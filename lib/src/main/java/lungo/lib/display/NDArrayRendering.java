package lungo.lib.display;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/** Shows an array's values as PyTorch does, the middle of long ones left out, with its shape, type and device. */
public final class NDArrayRendering implements Rendering<NDArray> {
    /** Longer arrays are shown by their edges. */
    private static final long MOST = 1000;

    private static final int EDGE = 3;

    @Override
    public Class<NDArray> type() {
        return NDArray.class;
    }

    @Override
    public Bundle render(NDArray array) {
        if (array.isReleased()) {
            return Bundle.text("NDArray, closed: its memory has been given back");
        }
        return Bundle.text(text(array));
    }

    private static String text(NDArray array) {
        var shape = array.getShape();
        var gradient = array.hasGradient() ? ", with gradient" : "";
        var about = shape + " " + array.getDataType() + " on " + array.getDevice() + gradient;
        if (array.getDataType() == DataType.STRING || array.isSparse() || shape.size() == 0) {
            return "NDArray " + about;
        }
        var summarised = shape.size() > MOST;
        try (var manager = array.getManager().newSubManager()) {
            var shown = array.duplicate();
            shown.attach(manager);
            for (int axis = 0; summarised && axis < shape.dimension(); axis++) {
                shown = edges(shown, axis, shape.get(axis));
            }
            var lengths = shape.getShape();
            return ArrayText.of(
                            values(shown), kind(array.getDataType()), lengths, summarised ? EDGE : Integer.MAX_VALUE)
                    + "\n" + about;
        }
    }

    private static NDArray edges(NDArray array, int axis, long length) {
        if (length <= 2 * EDGE) {
            return array;
        }
        return NDArrays.concat(
                new NDList(
                        array.get(new NDIndex().addAllDim(axis).addSliceDim(0, EDGE)),
                        array.get(new NDIndex().addAllDim(axis).addSliceDim(length - EDGE, length))),
                axis);
    }

    private static double[] values(NDArray array) {
        var type = array.getDataType();
        if (type == DataType.BOOLEAN) {
            var bits = array.toBooleanArray();
            var values = new double[bits.length];
            Arrays.setAll(values, i -> bits[i] ? 1 : 0);
            return values;
        }
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    private static ArrayText.Kind kind(DataType type) {
        if (type == DataType.BOOLEAN) {
            return ArrayText.Kind.BOOLEAN;
        }
        return type.isFloating() ? ArrayText.Kind.FLOATING : ArrayText.Kind.INTEGER;
    }
}
