package lungo.lib.data;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array of unsigned bytes in the idx format of MNIST: 0, 0, type 8, rank, the sizes as big-endian ints, the bytes. */
record Idx(int[] shape, ByteBuffer bytes) {

    private static final int UNSIGNED_BYTE = 8;

    /** Throws IllegalArgumentException if this is not idx, or its length is not what its header says. */
    static Idx parse(byte[] file) {
        if (file.length < 4 || file[0] != 0 || file[1] != 0 || file[2] != UNSIGNED_BYTE) {
            throw new IllegalArgumentException("This is no idx file of unsigned bytes: it begins with "
                    + Arrays.toString(Arrays.copyOf(file, Math.min(4, file.length))) + ".");
        }
        var header = ByteBuffer.wrap(file, 4, file.length - 4);
        var shape = new int[file[3]];
        long size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = header.getInt();
            size *= shape[i];
        }
        if (header.remaining() != size) {
            throw new IllegalArgumentException("An idx file of shape " + Arrays.toString(shape) + " holds " + size
                    + " bytes, not " + header.remaining() + ".");
        }
        return new Idx(shape, header.slice().asReadOnlyBuffer());
    }
}
