package lungo.lib.display;

import java.awt.image.BufferedImage;
import java.util.Map;

/** Shows images as PNG. */
public final class BufferedImageRendering implements Rendering<BufferedImage> {
    @Override
    public Class<BufferedImage> type() {
        return BufferedImage.class;
    }

    @Override
    public Bundle render(BufferedImage image) {
        return bundle(image);
    }

    static Bundle bundle(BufferedImage image) {
        var text = "image, " + image.getWidth() + " × " + image.getHeight() + " pixels";
        return new Bundle(Map.of(Bundle.PNG, Png.base64(image), Bundle.TEXT, text));
    }
}
