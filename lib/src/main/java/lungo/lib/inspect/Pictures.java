package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import lungo.lib.data.Normalisation;
import lungo.lib.nn.Tape;

/** The pictures of a batch on the host: {@code count} of them, channel by channel, of 1 or 3 channels. */
record Pictures(float[] values, int count, int channels, int height, int width) {

    /** The pictures in x (n, h, w) or (n, c, h, w), uint8 or floats; the normalisation is undone. */
    static Pictures of(NDArray x, Normalisation normalisation) {
        var shape = x.getShape();
        var dimensions = shape.dimension();
        var channels = dimensions == 4 ? shape.get(1) : 1;
        if (dimensions != 3 && dimensions != 4 || channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Cannot show x " + shape + " as pictures. Pass (n, h, w), (n, 1, h, w)"
                    + " or (n, 3, h, w); vectors can be reshaped: x.reshape(-1, 1, 28, 28).");
        }
        var floats = floats(x);
        var height = (int) shape.get(dimensions - 2);
        var width = (int) shape.get(dimensions - 1);
        normalisation.undo(floats, (int) channels, height * width);
        return new Pictures(floats, (int) shape.get(0), (int) channels, height, width);
    }

    private static float[] floats(NDArray x) {
        var bytes = x.getDataType() == DataType.UINT8;
        var pause = Tape.pause();
        try (NDArray copy = x.toType(DataType.FLOAT32, true)) {
            var floats = copy.toFloatArray();
            for (int i = 0; bytes && i < floats.length; i++) {
                floats[i] /= 255;
            }
            return floats;
        } finally {
            pause.close();
        }
    }

    /** The values of picture {@code i}. */
    float[] pixels(int i) {
        var size = channels * height * width;
        return Arrays.copyOfRange(values, i * size, (i + 1) * size);
    }
}
