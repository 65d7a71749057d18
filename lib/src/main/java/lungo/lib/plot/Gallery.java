package lungo.lib.plot;

import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Png;
import lungo.lib.display.Showable;

/**
 * Images in a grid, each with a caption below it, as one SVG in which every pixel stays a sharp square.
 *
 * <pre>{@code
 * Gallery.titled("Wrong predictions").add(pixels, 28, 28, "7 → 2, 91 %");
 * }</pre>
 */
public final class Gallery implements Showable {
    /** At the end of a caption's line: the next one goes on with the same word. Zero-width space, which shows nothing. */
    public static final String BREAK = "\u200b";

    /** No more images are shown; a page of thousands would not open. */
    private static final int MOST = 200;

    private static final int CAPTION_LINE = 15;
    private static final int GAP = 12;
    private static final int EDGE = 16;
    private static final int HEAD = 40;

    private record Item(BufferedImage image, List<String> caption, String color) {
        /** The caption in one line: a word that {@link #BREAK} divides is whole, and an arrow goes on where it points from. */
        String spoken() {
            return String.join(", ", caption).replace(BREAK + ", ", "").replace(", →", " →");
        }
    }

    private final String title;
    private final List<Item> items = new ArrayList<>();
    private GalleryLegend legend;
    private int columns = 8;
    private int size = 80;

    private Gallery(String title) {
        Output.connect();
        this.title = title;
    }

    /** An empty gallery of 8 columns and images 80 pixels wide; {@code title} may be empty. */
    public static Gallery titled(String title) {
        return new Gallery(title);
    }

    /** Sets how many images stand in a row, and how wide each is shown, in pixels. */
    public Gallery columns(int count, int pixels) {
        if (count < 1 || pixels < 1) {
            throw new IllegalArgumentException("A gallery needs at least one column, of at least one pixel; got "
                    + count + " columns of " + pixels + " pixels.");
        }
        columns = count;
        size = pixels;
        return this;
    }

    /** Adds an image; the caption may have several lines. */
    public Gallery add(BufferedImage image, String caption) {
        return add(image, caption, "");
    }

    /** As {@link #add(BufferedImage, String)}, with a frame and a caption of a CSS colour; none where it is empty. */
    public Gallery add(BufferedImage image, String caption, String color) {
        items.add(new Item(image, caption.lines().toList(), color));
        return this;
    }

    /** Adds a grey image of {@code height} rows of {@code width} values, 0 black to 1 white; others are stretched. */
    public Gallery add(float[] pixels, int height, int width, String caption) {
        return add(Pixels.image(pixels, 1, height, width), caption);
    }

    /**
     * Adds the image in an array, (height, width), (channels, height, width) or (height, width, channels): uint8 from 0
     * to 255, or floats from 0 to 1, stretched where any lies outside.
     */
    public Gallery add(NDArray image, String caption) {
        return add(Pixels.image(image), caption);
    }

    /**
     * Adds an image of {@code channels}, 1 or 3, times {@code height} times {@code width} values, channel by channel; with
     * a frame and a caption of a CSS colour, or none where it is empty.
     */
    public Gallery add(float[] pixels, int channels, int height, int width, String caption, String color) {
        return add(Pixels.image(pixels, channels, height, width), caption, color);
    }

    /** Leaves the next place empty, so that a new row can begin. */
    public Gallery skip() {
        return add(new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB), "");
    }

    /** Explains the images' colours by a bar below them: {@code map} from {@code low} to {@code high}. */
    public Gallery legend(ColorMap map, double low, double high) {
        legend = new GalleryLegend(map, low, high);
        return this;
    }

    /** How many images were added. */
    public int count() {
        return items.size();
    }

    @Override
    public Bundle bundle() {
        return new Bundle(Map.of(Bundle.SVG, svg(), Bundle.TEXT, text()));
    }

    private List<Item> shown() {
        return items.subList(0, Math.min(MOST, items.size()));
    }

    private String svg() {
        var lines = shown().stream().mapToInt(item -> item.caption.size()).max().orElse(0);
        var across = Math.max(1, Math.min(columns, shown().size()));
        var rows = (shown().size() + columns - 1) / columns;
        var tallest = shown().stream().mapToInt(this::height).max().orElse(0);
        var cell = tallest + lines * CAPTION_LINE + 4 + GAP;
        var top = title.isEmpty() ? EDGE : HEAD;
        var width = Math.max(2 * EDGE + across * (size + GAP) - GAP, 2 * EDGE + 9 * title.length());
        width = legend == null ? width : Math.max(width, 2 * EDGE + GalleryLegend.WIDTH);
        var bottom = top + rows * cell - GAP;
        var height = bottom + EDGE + (legend == null ? 0 : GalleryLegend.HEIGHT);
        var svg = new StringBuilder(head(width, height));
        if (!title.isEmpty()) {
            svg.append(text(EDGE, 25, "start", (int) Theme.TITLE_SIZE, title));
        }
        for (int i = 0; i < shown().size(); i++) {
            var x = EDGE + i % columns * (size + GAP);
            var y = top + i / columns * cell;
            svg.append(image(shown().get(i), x, y));
        }
        if (legend != null) {
            svg.append(legend.svg(EDGE, bottom + 8));
        }
        return svg.append("</svg>").toString();
    }

    private int height(Item item) {
        return Math.max(1, Math.round((float) size * item.image.getHeight() / item.image.getWidth()));
    }

    private String head(int width, int height) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%3$s\" width=\"%1$d\""
                        + " height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" style=\"max-width:100%%;height:auto\""
                        + " font-family=\"'Open Sans', verdana, arial, sans-serif\" fill=\"%4$s\"><title>%3$s</title>"
                        + "<rect width=\"%1$d\" height=\"%2$d\" rx=\"4\" fill=\"white\"/>",
                width,
                height,
                escape(alt()),
                Palette.TEXT);
    }

    private String image(Item item, int x, int y) {
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" style=\"image-rendering:pixelated\" href=\"%s\"/>",
                x,
                y,
                size,
                height(item),
                Png.dataUri(item.image)));
        if (!item.color.isEmpty()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                    x - 1,
                    y - 1,
                    size + 2,
                    height(item) + 2,
                    escape(item.color)));
        }
        var color = item.color.isEmpty() ? Palette.TEXT : item.color;
        svg.append("<g fill=\"").append(escape(color)).append("\">");
        for (int line = 0; line < item.caption.size(); line++) {
            var baseline = y + height(item) + 2 + (line + 1) * CAPTION_LINE - 2;
            svg.append(text(
                    x + size / 2, baseline, "middle", 12, item.caption.get(line).replace(BREAK, "")));
        }
        return svg.append("</g>").toString();
    }

    static String text(int x, int y, String anchor, int size, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\">%s</text>",
                x,
                y,
                anchor,
                size,
                escape(text));
    }

    private String alt() {
        var captions = shown().stream()
                .filter(item -> !item.caption.isEmpty())
                .map(Item::spoken)
                .collect(Collectors.joining("; "));
        return (title.isEmpty() ? "Images" : title) + ": " + captions;
    }

    private String text() {
        var head = (title.isEmpty() ? "Gallery" : title) + ", " + items.size()
                + (items.size() == 1 ? " image" : " images");
        var rest = items.size() > MOST ? "\n  … " + (items.size() - MOST) + " more, not shown" : "";
        return shown().stream()
                        .filter(item -> !item.caption.isEmpty())
                        .map(item -> "\n  " + item.spoken())
                        .collect(Collectors.joining("", head, ""))
                + rest;
    }

    static String escape(String text) {
        return SvgCanvas.clean(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
