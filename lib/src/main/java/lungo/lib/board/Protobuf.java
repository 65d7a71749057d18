package lungo.lib.board;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A protocol buffer message being written, field by field, in the order of the calls. Values that are zero or empty are
 * written too; {@code proto3} leaves them out, so callers that want its bytes do.
 * Source: protobuf.dev, "Encoding".
 */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An int32, int64, bool or enum. */
    Protobuf varint(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    Protobuf fixed(int field, double value) {
        key(field, FIXED64);
        return raw(littleEndian(Double.BYTES).putDouble(value).array());
    }

    Protobuf fixed(int field, float value) {
        key(field, FIXED32);
        return raw(littleEndian(Float.BYTES).putFloat(value).array());
    }

    Protobuf text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Protobuf message(int field, Protobuf value) {
        return bytes(field, value.bytes());
    }

    /** A packed repeated double. */
    Protobuf packed(int field, double... values) {
        var buffer = littleEndian(values.length * Double.BYTES);
        for (var value : values) {
            buffer.putDouble(value);
        }
        return bytes(field, buffer.array());
    }

    Protobuf bytes(int field, byte... value) {
        key(field, LENGTH_DELIMITED);
        varint(value.length);
        return raw(value);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void key(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        var rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private Protobuf raw(byte... value) {
        out.write(value, 0, value.length);
        return this;
    }
}
