package lungo.lib.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** Colours for numbers, readable on white and on black: for pictures of weights, activations and surfaces. */
public enum ColorMap {
    /** Black to white, as a photograph. */
    GREY(List.of("#000000", "#ffffff")),
    /** Dark violet to yellow, rising evenly in lightness. Source: matplotlib's viridis. */
    VIRIDIS("Viridis"),
    /** Blue below, white in the middle, red above: for values around zero. Source: ColorBrewer's RdBu. */
    DIVERGING(List.of("#2166ac", "#67a9cf", "#d1e5f0", "#ffffff", "#fddbc7", "#ef8a62", "#b2182b")),
    /** Near white to blue: a ground on which lines and points of other colours can be seen. */
    PALE(List.of("#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6"));

    private final Object scale;

    ColorMap(List<String> colors) {
        this.scale = scale(colors);
    }

    ColorMap(String plotlyName) {
        this.scale = plotlyName;
    }

    /** {@code colors} at equal distances, as Plotly writes a colour scale. */
    static List<List<Object>> scale(List<String> colors) {
        var last = colors.size() - 1.0;
        return IntStream.range(0, colors.size())
                .mapToObj(i -> List.<Object>of(i / last, colors.get(i)))
                .toList();
    }

    /** As Plotly's {@code colorscale}. */
    Object scale() {
        return scale;
    }

    /**
     * The picture of {@code height} rows of {@code width} values, {@code low} and below at one end of the colours,
     * {@code high} and above at the other; what is not a number is grey. Throws IllegalArgumentException where the sizes
     * do not fit.
     */
    public BufferedImage image(float[] values, int height, int width, double low, double high) {
        if (values.length != (long) height * width || values.length == 0) {
            throw new IllegalArgumentException("Cannot show " + values.length + " values as a picture of " + height
                    + " x " + width + ". Pass height x width values.");
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            var fraction = high > low ? (values[i] - low) / (high - low) : 0.5;
            var color =
                    Double.isFinite(fraction) ? Palette.onScale(scale, Math.max(0, Math.min(1, fraction))) : Color.GRAY;
            image.setRGB(i % width, i / width, color.getRGB());
        }
        return image;
    }

    /** The colours from low to high, from left to right, one pixel high. */
    BufferedImage strip(int width) {
        var values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = i;
        }
        return image(values, 1, width, 0, width - 1);
    }
}
