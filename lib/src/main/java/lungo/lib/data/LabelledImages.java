package lungo.lib.data;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Pictures of one size with a class number each, grey or in colours (red, green, blue), one byte a value. */
public final class LabelledImages {

    private final ByteBuffer pixels;
    private final Shape shape;
    private final int[] labels;
    private final List<String> classes;
    private final int white;

    /** Pixels of shape (N, channels, height, width) from 0, black, to {@code white}; N labels that count the classes. */
    LabelledImages(ByteBuffer pixels, Shape shape, int[] labels, List<String> classes, int white) {
        if (shape.get(0) != labels.length || shape.size() != pixels.remaining()) {
            throw new IllegalArgumentException("Pictures " + shape + ", " + pixels.remaining() + " bytes and "
                    + labels.length + " labels do not fit together.");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("Label " + labels[i] + " of picture " + i
                        + " is outside of the classes 0 to " + (classes.size() - 1) + ".");
            }
        }
        this.pixels = direct(pixels);
        this.shape = shape;
        this.labels = labels;
        this.classes = List.copyOf(classes);
        this.white = white;
    }

    /** Grey images of shape (N, height, width) and labels of shape (N). */
    static LabelledImages of(Idx images, Idx labels, List<String> classes) {
        return of(images, labels, classes, 255);
    }

    static LabelledImages of(Idx images, Idx labels, List<String> classes, int white) {
        int[] size = images.shape();
        if (size.length != 3 || labels.shape().length != 1 || size[0] != labels.shape()[0]) {
            throw new IllegalArgumentException("Images " + Arrays.toString(size) + " and labels "
                    + Arrays.toString(labels.shape()) + " do not fit together.");
        }
        var numbers = new int[size[0]];
        Arrays.setAll(numbers, i -> labels.bytes().get(i) & 0xFF);
        return new LabelledImages(images.bytes(), new Shape(size[0], 1, size[1], size[2]), numbers, classes, white);
    }

    /** The engine reads a direct buffer where it lies; of any other it makes one first. */
    private static ByteBuffer direct(ByteBuffer bytes) {
        if (bytes.isDirect()) {
            return bytes;
        }
        return ByteBuffer.allocateDirect(bytes.remaining())
                .put(bytes.duplicate())
                .flip();
    }

    public int size() {
        return labels.length;
    }

    /** 1 for grey pictures, 3 for red, green and blue. */
    public int channels() {
        return (int) shape.get(1);
    }

    public int height() {
        return (int) shape.get(2);
    }

    public int width() {
        return (int) shape.get(3);
    }

    /** The names of the classes, by number. */
    public List<String> classes() {
        return classes;
    }

    /** The class number of picture {@code i}. */
    public int label(int i) {
        return labels[i];
    }

    /** The name of the class of picture {@code i}. */
    public String className(int i) {
        return classes.get(labels[i]);
    }

    /** The first channel's value, as it is stored, of a pixel of picture {@code i}. */
    public int pixel(int i, int row, int column) {
        return pixel(i, 0, row, column);
    }

    /** The value, as it is stored, of a pixel of picture {@code i} in a channel. */
    public int pixel(int i, int channel, int row, int column) {
        return pixels.get(((i * channels() + channel) * height() + row) * width() + column) & 0xFF;
    }

    /** Picture {@code i}, to look at. */
    public BufferedImage image(int i) {
        var image = new BufferedImage(
                width(), height(), channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int channel = 0; channel < channels(); channel++) {
            for (int row = 0; row < height(); row++) {
                for (int column = 0; column < width(); column++) {
                    image.getRaster().setSample(column, row, channel, pixel(i, channel, row, column) * 255 / white);
                }
            }
        }
        return image;
    }

    /**
     * The pictures as a data set on the manager's device: x (N, channels, height, width), scaled to 0…1 as its batches are
     * made; y (N) int64. On the CPU they share these pictures' memory.
     */
    TensorDataset tensors(NDManager manager, String source) {
        var numbers = new long[size()];
        Arrays.setAll(numbers, this::label);
        var x = manager.create(pixels.duplicate(), shape, DataType.UINT8);
        return TensorDataset.ofBytes(x, manager.create(numbers), white, source).named(classes);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d %s pictures, %d × %d, of %d classes",
                size(),
                channels() == 1 ? "grey" : "colour",
                height(),
                width(),
                classes.size());
    }
}
