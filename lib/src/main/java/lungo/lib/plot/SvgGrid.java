package lungo.lib.plot;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SVG pictures of this library side by side on one white card, under a title, each in a frame of its own. */
public final class SvgGrid {
    private static final Pattern ROOT = Pattern.compile("^<svg((?:\\s+[\\w:-]+=\"[^\"]*\")*)\\s*>");
    private static final Pattern VIEW_BOX = Pattern.compile("\\sviewBox=\"0 0 ([\\d.]+) ([\\d.]+)\"");
    /** What a picture has as a document of its own, and not within another. */
    private static final String OWN = "\\s(?:x|y|width|height|style|role|aria-label|xmlns)=\"[^\"]*\"";

    private static final int GAP = 12;
    private static final int HEAD = 40;
    private static final int PADDING = 2;

    private record Tile(String attributes, String content, double width, double height) {}

    private SvgGrid() {}

    /**
     * The grid as an SVG document, {@code columns} pictures a row, each {@code width} pixels wide: a wider one is scaled
     * down, a row is as high as its highest. {@code alt} describes it to those who cannot see it. Throws
     * IllegalArgumentException for what is no SVG of this library.
     */
    public static String of(String title, String alt, int columns, int width, List<String> svgs) {
        var tiles = svgs.stream().map(svg -> tile(svg, width - 2 * PADDING)).toList();
        var svg = new StringBuilder();
        double y = HEAD;
        for (int from = 0; from < tiles.size(); from += columns) {
            var row = tiles.subList(from, Math.min(from + columns, tiles.size()));
            var height =
                    2 * PADDING + row.stream().mapToDouble(Tile::height).max().orElse(0);
            for (int i = 0; i < row.size(); i++) {
                svg.append(placed(row.get(i), GAP + i * (double) (width + GAP), y, width, height));
            }
            y += height + GAP;
        }
        var across = Math.max(1, Math.min(columns, tiles.size()));
        return head(title, alt, GAP + across * (width + GAP), Math.max(y, HEAD + GAP)) + svg + "</svg>";
    }

    private static Tile tile(String svg, double most) {
        Matcher root = ROOT.matcher(svg);
        Matcher box = VIEW_BOX.matcher(svg);
        if (!root.find() || !box.find() || box.start() > root.end()) {
            throw new IllegalArgumentException("No SVG of this library: it begins with "
                    + svg.substring(0, Math.min(60, svg.length())) + ". Pass what SvgChart or Gallery draws.");
        }
        var width = Double.parseDouble(box.group(1));
        var scale = Math.min(1, most / width);
        return new Tile(
                root.group(1).replaceAll(OWN, ""),
                svg.substring(root.end()),
                width * scale,
                Double.parseDouble(box.group(2)) * scale);
    }

    private static String placed(Tile tile, double x, double y, double width, double height) {
        return String.format(
                        Locale.ROOT,
                        "<rect x=\"%1$.1f\" y=\"%2$.1f\" width=\"%3$.1f\" height=\"%4$.1f\" rx=\"4\" fill=\"none\""
                                + " stroke=\"%5$s\"/><svg x=\"%6$.1f\" y=\"%7$.1f\" width=\"%8$.1f\" height=\"%9$.1f\"",
                        x,
                        y,
                        width,
                        height,
                        Palette.GRID,
                        x + PADDING,
                        y + PADDING,
                        tile.width,
                        tile.height)
                + tile.attributes
                + ">"
                + tile.content;
    }

    private static String head(String title, String alt, double width, double height) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%3$s\" width=\"%1$.0f\""
                        + " height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\" style=\"max-width:100%%;height:auto\""
                        + " font-family=\"'Open Sans', verdana, arial, sans-serif\"><title>%3$s</title>"
                        + "<rect width=\"%1$.0f\" height=\"%2$.0f\" rx=\"4\" fill=\"white\"/>"
                        + "<text x=\"16\" y=\"26\" font-size=\"16\" font-weight=\"bold\" fill=\"%4$s\">%5$s</text>",
                width,
                height,
                Gallery.escape(alt),
                Palette.TEXT,
                Gallery.escape(title));
    }
}
