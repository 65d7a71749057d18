package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Pictures that are read from their files when a batch wants them, several at a time. */
record FileExamples(ImageFolder folder, NDManager manager) implements Examples {

    @Override
    public int size() {
        return folder.size();
    }

    @Override
    public Shape shape() {
        return new Shape(folder.size(), 3, folder.height(), folder.width());
    }

    @Override
    public long[] classNumbers() {
        return IntStream.range(0, size()).mapToLong(folder::label).toArray();
    }

    @Override
    public NDList take(int[] rows, NDArray index, int start, int end, NDManager to) {
        int[] wanted = Arrays.copyOfRange(rows, start, end);
        ByteBuffer pixels = folder.pixels(wanted);
        NDArray x = to.create(pixels, new Shape(wanted.length).addAll(shape().slice(1)), DataType.UINT8);
        NDArray y = to.create(Arrays.stream(wanted).mapToLong(folder::label).toArray());
        return new NDList(x, y);
    }

    /** There is nothing to free: the pictures lie in their files. */
    @Override
    public void close() {}
}
