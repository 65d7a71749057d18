package lungo.lib.data;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;

/** Grey images of one size with a class number each, one byte a pixel: 0 is black, 255 white. */
public final class LabelledImages {

    private final ByteBuffer pixels;
    private final ByteBuffer labels;
    private final int height;
    private final int width;

    /** Images of shape (N, height, width) and labels of shape (N). */
    LabelledImages(Idx images, Idx labels) {
        if (images.shape().length != 3 || labels.shape().length != 1 || images.shape()[0] != labels.shape()[0]) {
            throw new IllegalArgumentException("Images (N, height, width) and labels (N) do not fit together.");
        }
        this.pixels = images.bytes();
        this.labels = labels.bytes();
        this.height = images.shape()[1];
        this.width = images.shape()[2];
    }

    public int size() {
        return labels.capacity();
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The class number of image {@code i}. */
    public int label(int i) {
        return labels.get(i);
    }

    /** The grey value, 0 to 255, of a pixel of image {@code i}. */
    public int pixel(int i, int row, int column) {
        return pixels.get((i * height + row) * width + column) & 0xFF;
    }

    /** Image {@code i} as a picture. */
    public BufferedImage image(int i) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                image.getRaster().setSample(column, row, 0, pixel(i, row, column));
            }
        }
        return image;
    }

    /**
     * The images as a data set on the manager's device: x (N, 1, height, width), scaled to 0…1 and then to
     * (x − mean) / std as its batches are made; y (N) int64.
     */
    TensorDataset tensors(NDManager manager, float mean, float std, String source) {
        var classes = new long[size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = label(i);
        }
        var x = manager.create(pixels.duplicate(), new Shape(size(), 1, height, width), DataType.UINT8);
        return new TensorDataset(x, manager.create(classes), new Normalisation(mean, std), source);
    }
}
