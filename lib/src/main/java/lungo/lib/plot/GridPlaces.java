package lungo.lib.plot;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where pictures stand side by side under a title, in pixels: each in a frame, at whose top left it is. */
record GridPlaces(double width, double height, List<Rectangle2D> frames, List<Rectangle2D> pictures) {
    private static final Pattern VIEW_BOX = Pattern.compile("^<svg[^>]*?\\sviewBox=\"0 0 ([\\d.]+) ([\\d.]+)\"");
    private static final int GAP = 12;
    private static final int HEAD = 40;

    /**
     * Places for SVG pictures, {@code columns} in a row, their frames {@code width} wide: a wider picture is scaled down, a
     * row is as high as its highest.
     */
    static GridPlaces of(int columns, int width, List<String> svgs) {
        var frames = new ArrayList<Rectangle2D>();
        var pictures = new ArrayList<Rectangle2D>();
        double y = HEAD;
        for (int from = 0; from < svgs.size(); from += columns) {
            var row = svgs.subList(from, Math.min(from + columns, svgs.size()));
            var height = 0.0;
            for (int i = 0; i < row.size(); i++) {
                var picture = picture(row.get(i), GAP + i * (double) (width + GAP), y, width);
                pictures.add(picture);
                height = Math.max(height, picture.getHeight());
            }
            for (var picture : pictures.subList(from, pictures.size())) {
                frames.add(new Rectangle2D.Double(picture.getX(), y, width, height));
            }
            y += height + GAP;
        }
        var across = Math.max(1, Math.min(columns, svgs.size()));
        return new GridPlaces(GAP + across * (width + GAP), Math.max(y, HEAD + GAP), frames, pictures);
    }

    private static Rectangle2D picture(String svg, double x, double y, double most) {
        var box = VIEW_BOX.matcher(svg);
        if (!box.find()) {
            throw new IllegalArgumentException(
                    "No SVG of this library: it begins with " + svg.substring(0, Math.min(60, svg.length()))
                            + ". Pass what SvgChart, Gallery or TextCard draws.");
        }
        var width = Double.parseDouble(box.group(1));
        var scale = Math.min(1, most / width);
        return new Rectangle2D.Double(x, y, width * scale, Double.parseDouble(box.group(2)) * scale);
    }
}
