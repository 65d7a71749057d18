package lungo.lib.plot;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** SVG pictures of this library side by side on one white card, under a title, each in a frame of its own. */
public final class SvgGrid {
    private static final Pattern ROOT = Pattern.compile("^<svg((?:\\s+[\\w:-]+=\"[^\"]*\")*)\\s*>");
    /** What a picture has as a document of its own, and not within another. */
    private static final String OWN = "\\s(?:x|y|width|height|style|role|aria-label|xmlns)=\"[^\"]*\"";

    private SvgGrid() {}

    /**
     * The grid as an SVG document, {@code columns} pictures a row, each {@code width} pixels wide: a wider one is scaled
     * down, a row is as high as its highest. {@code alt} describes it to those who cannot see it. Throws
     * IllegalArgumentException for what is no SVG of this library.
     */
    public static String of(String title, String alt, int columns, int width, List<String> svgs) {
        var grid = GridPlaces.of(columns, width, svgs);
        var svg = new StringBuilder(head(title, alt, grid));
        for (int i = 0; i < svgs.size(); i++) {
            svg.append(placed(svgs.get(i), grid.pictures().get(i), grid.frames().get(i)));
        }
        return svg.append("</svg>").toString();
    }

    private static String placed(String svg, Rectangle2D place, Rectangle2D frame) {
        var root = ROOT.matcher(svg);
        if (!root.find()) {
            throw new IllegalArgumentException("An SVG whose first tag is not that of this library: " + svg);
        }
        return String.format(
                        Locale.ROOT,
                        "<svg x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"",
                        place.getX(),
                        place.getY(),
                        place.getWidth(),
                        place.getHeight())
                + root.group(1).replaceAll(OWN, "")
                + ">"
                + svg.substring(root.end())
                + String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"4\" fill=\"none\" stroke=\"%s\"/>",
                        frame.getX(),
                        frame.getY(),
                        frame.getWidth(),
                        frame.getHeight(),
                        Palette.GRID);
    }

    private static String head(String title, String alt, GridPlaces grid) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%3$s\" width=\"%1$.0f\""
                        + " height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\" style=\"max-width:100%%;height:auto\""
                        + " font-family=\"'Open Sans', verdana, arial, sans-serif\"><title>%3$s</title>"
                        + "<rect width=\"%1$.0f\" height=\"%2$.0f\" rx=\"4\" fill=\"white\"/>"
                        + "<text x=\"16\" y=\"26\" font-size=\"16\" font-weight=\"bold\" fill=\"%4$s\">%5$s</text>",
                grid.width(),
                grid.height(),
                Gallery.escape(alt),
                Palette.TEXT,
                Gallery.escape(title));
    }
}
