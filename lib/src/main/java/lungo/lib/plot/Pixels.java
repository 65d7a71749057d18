package lungo.lib.plot;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Arrays of pixel values as images. */
public final class Pixels {
    private Pixels() {}

    /**
     * The image of {@code values}, channel by channel as PyTorch has them, (channels, height, width), of 1 or 3 channels.
     * Values from 0 to 1 are shown as they are; where any lies outside, all are stretched from their least to their
     * greatest, as a normalised image needs. Throws IllegalArgumentException where the sizes do not fit.
     */
    public static BufferedImage image(float[] values, int channels, int height, int width) {
        if (channels != 1 && channels != 3 || values.length != channels * height * width) {
            throw new IllegalArgumentException("Cannot show " + values.length + " values as an image of " + channels
                    + " x " + height + " x " + width + ". Pass channels x height x width values, of 1 or 3 channels.");
        }
        var low = 0f;
        var high = 1f;
        for (var value : values) {
            low = Math.min(low, Float.isFinite(value) ? value : low);
            high = Math.max(high, Float.isFinite(value) ? value : high);
        }
        var image = new BufferedImage(
                width, height, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        var pixel = new int[channels];
        for (int i = 0; i < height * width; i++) {
            for (int channel = 0; channel < channels; channel++) {
                var share = (values[channel * height * width + i] - low) / (high - low);
                pixel[channel] = Math.round(255 * (Float.isFinite(share) ? share : 0));
            }
            image.getRaster().setPixel(i % width, i / width, pixel);
        }
        return image;
    }

    /** The image of a (height, width), (channels, height, width) or (height, width, channels) array; uint8 is 0 to 255. */
    public static BufferedImage image(NDArray array) {
        var shape = array.getShape();
        try (var manager = array.getManager().newSubManager()) {
            var image = array.duplicate();
            image.attach(manager);
            if (shape.dimension() == 2) {
                image = image.expandDims(0);
            } else if (shape.dimension() == 3 && shape.get(0) != 1 && shape.get(0) != 3) {
                image = image.transpose(2, 0, 1);
            } else if (shape.dimension() != 3) {
                throw new IllegalArgumentException("Cannot show an array of shape " + shape
                        + " as an image. Pass one image: (height, width) or (channels, height, width).");
            }
            var bytes = image.getDataType() == DataType.UINT8;
            var floats = image.toType(DataType.FLOAT32, false).toFloatArray();
            return image(bytes ? scaled(floats) : floats, image.getShape());
        }
    }

    private static BufferedImage image(float[] values, Shape shape) {
        return image(values, (int) shape.get(0), (int) shape.get(1), (int) shape.get(2));
    }

    private static float[] scaled(float[] bytes) {
        var values = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return values;
    }
}
