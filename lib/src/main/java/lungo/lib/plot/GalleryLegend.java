package lungo.lib.plot;

import java.util.Locale;
import lungo.lib.display.Png;

/** The bar below a gallery that says which colour stands for which value. */
record GalleryLegend(ColorMap map, double low, double high) {
    static final int WIDTH = 200;
    static final int HEIGHT = 34;

    private static final int BAR = 10;

    /** The bar with its least, middle and greatest value, its upper left corner at {@code x}, {@code y}. */
    String svg(int x, int y) {
        var bar = String.format(
                Locale.ROOT,
                "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"%s\"/>",
                x,
                y,
                WIDTH,
                BAR,
                Png.dataUri(map.strip(WIDTH)));
        return bar
                + Gallery.text(x, y + 24, "start", 12, FigureText.number(low))
                + Gallery.text(x + WIDTH / 2, y + 24, "middle", 12, FigureText.number((low + high) / 2))
                + Gallery.text(x + WIDTH, y + 24, "end", 12, FigureText.number(high));
    }
}
