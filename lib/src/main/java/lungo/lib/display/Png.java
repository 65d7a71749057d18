package lungo.lib.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Images as PNG. */
public final class Png {
    private Png() {}

    /** The image as PNG in base64. */
    public static String base64(RenderedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            // Without a cache file: a notebook server's temporary folder may be full or read-only.
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode an image as PNG", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The image as a data URI, to stand in HTML or SVG. */
    public static String dataUri(RenderedImage image) {
        return "data:image/png;base64," + base64(image);
    }
}
