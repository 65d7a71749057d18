package lungo.lib.data;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Reads picture files and brings them to one size. */
final class PictureFile {

    static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff");

    private PictureFile() {}

    static boolean is(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** The picture in a file. Throws DataException, which names it, if it cannot be read as one. */
    static BufferedImage read(Path file) {
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException | RuntimeException e) { // Broken files make the JDK's readers throw nearly anything.
            throw new DataException(
                    "Cannot read the picture " + file + ": " + Download.reason(e)
                            + ". Put a good copy there, or remove it.",
                    e);
        }
        if (image == null) {
            throw new DataException("The file " + file + " is no picture of a kind that Java reads ("
                    + String.join(", ", ENDINGS) + "), whatever its name says. Convert it, or remove it.");
        }
        return image;
    }

    /** The picture stretched to a size, its pixels averaged where it shrinks. */
    static BufferedImage resized(BufferedImage image, int height, int width) {
        var resized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = resized.createGraphics();
        if (height < image.getHeight() || width < image.getWidth()) {
            canvas.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        } else {
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(image, 0, 0, width, height, null);
        }
        canvas.dispose();
        return resized;
    }

    /** Writes red, green and blue of a picture, (3, height, width), into {@code pixels} from {@code at} on. */
    static void put(BufferedImage image, ByteBuffer pixels, int at) {
        int area = image.getWidth() * image.getHeight();
        int[] colours = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < area; i++) {
            for (int channel = 0; channel < 3; channel++) {
                pixels.put(at + channel * area + i, (byte) (colours[i] >> (16 - 8 * channel)));
            }
        }
    }
}
