package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/**
 * A photograph that is always there, 200 pixels high and 300 wide: Chelsea the cat, by Stéfan van der Walt, who gave it to
 * everybody (CC0). Taken from scikit-image's {@code data.chelsea()}, 300 by 451, and made smaller.
 */
public final class SamplePicture {
    private static final int CHANNELS = 3;

    private SamplePicture() {}

    /** The cat as a picture to be shown. */
    public static BufferedImage chelsea() {
        try (InputStream in = SamplePicture.class.getResourceAsStream("pictures/chelsea.jpg")) {
            return ImageIO.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Lungo's jar is damaged: build it again.", e);
        }
    }

    /** The cat as floats from 0 to 1, as torchvision's ToTensor gives a picture: (3, 200, 300), red, green and blue. */
    public static NDArray chelsea(NDManager manager) {
        try (NDArray bytes = bytes(manager);
                NDArray floats = bytes.toType(DataType.FLOAT32, false)) {
            return floats.div(255);
        }
    }

    /** The cat as it is stored: uint8 from 0 to 255, (3, 200, 300), red, green and blue. */
    public static NDArray bytes(NDManager manager) {
        BufferedImage picture = chelsea();
        int height = picture.getHeight();
        int width = picture.getWidth();
        var planes = ByteBuffer.allocateDirect(CHANNELS * height * width);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = 8 * (CHANNELS - 1 - channel);
            for (int i = 0; i < height * width; i++) {
                planes.put((byte) (picture.getRGB(i % width, i / width) >> shift));
            }
        }
        return manager.create(planes.flip(), new Shape(CHANNELS, height, width), DataType.UINT8);
    }
}
