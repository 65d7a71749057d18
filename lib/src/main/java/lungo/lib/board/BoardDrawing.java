package lungo.lib.board;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import lungo.lib.display.Bundle;
import lungo.lib.plot.Gallery;
import lungo.lib.plot.PlotlyGrid;
import lungo.lib.plot.SvgGrid;
import lungo.lib.plot.TextCard;

/** Draws a board's windows, each again only when it has changed. */
final class BoardDrawing {
    /** The size of a window in pixels; two of them are as wide as a live chart. */
    static final int WIDTH = 412;

    static final int HEIGHT = 300;

    private static final int LARGEST_PICTURE = 200;
    private static final int GALLERY_EDGE = 32;
    private static final int GALLERY_GAP = 12;

    private record Drawn(int version, Bundle bundle) {}

    private final Map<Window, Drawn> drawn = new WeakHashMap<>();

    /** The grid as SVG, and a line of the newest values. */
    Bundle progress(String name, int columns, List<Window> windows) {
        var line = line(name, windows);
        var svgs = windows.stream()
                .map(this::picture)
                .map(picture -> String.valueOf(picture.data().get(Bundle.SVG)))
                .toList();
        return new Bundle(Map.of(Bundle.SVG, SvgGrid.of(name, line, columns, WIDTH, svgs), Bundle.TEXT, line));
    }

    /** The grid for Plotly, where it holds a figure, as SVG, and each window in words. */
    Bundle bundle(String name, int columns, List<Window> windows) {
        var text = windows.stream()
                .map(window -> "\n" + bundle(window).text().indent(2).stripTrailing())
                .collect(Collectors.joining("", "Board " + name + (windows.isEmpty() ? ", empty" : ""), ""));
        var whole = progress(name, columns, windows).and(Bundle.TEXT, text);
        var figure = PlotlyGrid.of(
                name, columns, WIDTH, windows.stream().map(this::picture).toList());
        return figure.isEmpty() ? whole : whole.and(Bundle.PLOTLY, figure);
    }

    private static String line(String name, List<Window> windows) {
        return windows.stream().map(Window::line).collect(Collectors.joining("; ", "Board " + name + ": ", ""));
    }

    /** The window as what certainly has an SVG: a figure that only Plotly draws is told in words. */
    private Bundle picture(Window window) {
        var bundle = bundle(window);
        return bundle.data().containsKey(Bundle.SVG)
                ? bundle
                : new TextCard(window.name(), bundle.text(), WIDTH, HEIGHT).bundle();
    }

    private synchronized Bundle bundle(Window window) {
        var version = window.version();
        var known = drawn.get(window);
        if (known == null || known.version != version) {
            known = new Drawn(version, window.bundle(WIDTH, HEIGHT));
            drawn.put(window, known);
        }
        return known.bundle;
    }

    /** Pictures in as many columns as fill a window best. */
    static Gallery pictures(String title, List<BufferedImage> images, String... captions) {
        if (images.isEmpty() || captions.length > images.size()) {
            throw new IllegalArgumentException("The window " + title + " got " + images.size() + " pictures and "
                    + captions.length + " captions. Pass one picture or more, and at most a caption for each.");
        }
        var columns = (int) Math.ceil(Math.sqrt(images.size() * (double) WIDTH / HEIGHT));
        var size = (WIDTH - GALLERY_EDGE) / columns - GALLERY_GAP;
        var gallery = Gallery.titled(title).columns(columns, Math.max(8, Math.min(LARGEST_PICTURE, size)));
        for (int i = 0; i < images.size(); i++) {
            gallery.add(images.get(i), i < captions.length ? captions[i] : "");
        }
        return gallery;
    }
}
