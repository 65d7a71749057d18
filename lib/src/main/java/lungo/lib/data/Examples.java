package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** What a data set keeps: examples that lie on a device, or are read when they are wanted. */
interface Examples extends AutoCloseable {

    int size();

    /** The shape of x: (N, …). */
    Shape shape();

    /** The manager, and so the device, that they belong to. */
    NDManager manager();

    /** All y, as whole numbers. Throws IllegalStateException if they are no whole numbers. */
    long[] classNumbers();

    /** x and y of some rows, as they are kept, for {@code manager}; {@code index} holds all rows, on the device. */
    NDList take(int[] rows, NDArray index, int start, int end, NDManager manager);

    @Override
    void close();
}
