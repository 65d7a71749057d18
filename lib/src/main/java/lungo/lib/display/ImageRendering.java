package lungo.lib.display;

import ai.djl.modality.cv.Image;
import java.awt.image.BufferedImage;

/** Shows DJL's images as PNG. */
public final class ImageRendering implements Rendering<Image> {
    @Override
    public Class<Image> type() {
        return Image.class;
    }

    @Override
    public Bundle render(Image image) {
        // Other image libraries wrap what this class cannot encode; their text says what they are.
        return image.getWrappedImage() instanceof BufferedImage pixels
                ? BufferedImageRendering.bundle(pixels)
                : Bundle.text("image, " + image.getWidth() + " × " + image.getHeight() + " pixels");
    }
}
