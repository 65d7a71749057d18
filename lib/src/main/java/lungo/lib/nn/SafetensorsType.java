package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Float16Utils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The number types of a safetensors file that DJL can hold, in the format's own order, by which tensors are sorted. */
enum SafetensorsType {
    BOOL(1, DataType.BOOLEAN),
    U8(1, DataType.UINT8),
    I8(1, DataType.INT8),
    F16(2, DataType.FLOAT16),
    BF16(2, null),
    I32(4, DataType.INT32),
    F32(4, DataType.FLOAT32),
    F64(8, DataType.FLOAT64),
    I64(8, DataType.INT64);

    final int bytes;
    private final DataType type;

    SafetensorsType(int bytes, DataType type) {
        this.bytes = bytes;
        this.type = type;
    }

    /** Throws IllegalArgumentException if safetensors, or DJL, has no such type. */
    static SafetensorsType of(String name, NDArray array) {
        for (SafetensorsType candidate : values()) {
            if (candidate.type == array.getDataType()) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(name + " is of type " + array.getDataType()
                + ", which a safetensors file does not hold. Convert it: array.toType(DataType.FLOAT32, false).");
    }

    /** An array of these little-endian bytes. Half precision becomes float32: DJL cannot compute with it. */
    NDArray array(NDManager manager, ByteBuffer data, Shape shape) {
        if (shape.size() == 0) {
            return manager.zeros(shape, bytes == 2 ? DataType.FLOAT32 : type);
        }
        return switch (this) {
            case F16 -> manager.create(Float16Utils.fromByteBuffer(data), shape);
            case BF16 -> manager.create(fromBfloat16(data), shape);
            default -> manager.create(data, shape, type);
        };
    }

    /** A bfloat16 is the upper half of a float32. */
    private static float[] fromBfloat16(ByteBuffer data) {
        var halves = data.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var floats = new float[halves.remaining()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat(halves.get(i) << 16);
        }
        return floats;
    }
}
