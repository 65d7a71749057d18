package lungo.lib.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;

/** How a trace's JSON says that it looks: colours of its items, strokes, marker shapes. */
final class Style {
    private final Map<String, Object> trace;
    private final Map<String, Object> marker;
    private final Map<String, Object> line;
    private final double opacity;

    Style(Map<String, Object> trace) {
        this.trace = trace;
        this.marker = Json.object(trace, "marker");
        this.line = Json.object(trace, "line");
        this.opacity = Json.number(trace, "opacity", 1);
    }

    /** The trace's one colour, as its line, its legend entry and its fill have it. */
    Color color() {
        var css = Json.text(line, "color", Json.text(marker, "color", Palette.COLORWAY.get(0)));
        return Palette.fade(Palette.color(css), opacity);
    }

    /** The colour of marker or bar {@code item}. */
    Color color(int item) {
        var faded = opacity * Json.number(marker, "opacity", 1);
        if (!(marker.get("color") instanceof List<?> colors)) {
            return Palette.fade(Palette.color(Json.text(marker, "color", Palette.COLORWAY.get(0))), faded);
        }
        var color = item < colors.size() ? colors.get(item) : null;
        if (color instanceof Number value) {
            return Palette.fade(onScale(value.doubleValue(), colors), faded);
        }
        return Palette.fade(color == null ? Color.GRAY : Palette.color(color.toString()), faded);
    }

    private Color onScale(double value, List<?> colors) {
        var extent = Extent.of(Numbers.of(colors), false);
        var low = Json.number(marker, "cmin", extent.low());
        var high = Json.number(marker, "cmax", extent.high());
        var fraction = high == low ? 0.5 : (value - low) / (high - low);
        return Palette.onScale(
                marker.get("colorscale"), Boolean.TRUE.equals(marker.get("reversescale")) ? 1 - fraction : fraction);
    }

    /** The colour of the area under a line. */
    Color fill() {
        var own = trace.get("fillcolor");
        return own instanceof String css ? Palette.color(css) : Palette.fade(color(), 0.5);
    }

    Stroke stroke() {
        var width = (float) Json.number(line, "width", 2);
        var dash = dash(Json.text(line, "dash", "solid"), width);
        return dash.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    // The lengths of plotly.js, in pixels; they grow with lines wider than 3.
    private static float[] dash(String name, float width) {
        var unit = Math.max(width, 3);
        return switch (name) {
            case "dot" -> new float[] {unit, unit};
            case "dash" -> new float[] {3 * unit, 3 * unit};
            case "longdash" -> new float[] {5 * unit, 5 * unit};
            case "dashdot" -> new float[] {3 * unit, unit, unit, unit};
            case "longdashdot" -> new float[] {5 * unit, 2 * unit, unit, 2 * unit};
            default -> new float[0];
        };
    }

    /** The shape of marker {@code item} around the point x, y. */
    Shape shape(int item, double x, double y) {
        if (Json.text(marker, "symbol", "circle").equals("circle")) {
            // Moved, an ellipse becomes a path of curves: four times the SVG.
            var size = size(item);
            return new Ellipse2D.Double(x - size / 2, y - size / 2, size, size);
        }
        return AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape(item));
    }

    private Shape shape(int item) {
        var size = size(item);
        var symbol = Json.text(marker, "symbol", "circle");
        var box = new Rectangle2D.Double(-size / 2, -size / 2, size, size);
        return switch (symbol) {
            case "square" -> box;
            case "diamond" -> AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(box);
            case "cross" -> cross(size, 0);
            case "x" -> cross(size, Math.PI / 4);
            case "triangle-up" -> triangle(size, 0);
            case "triangle-down" -> triangle(size, Math.PI);
            default -> new Ellipse2D.Double(-size / 2, -size / 2, size, size);
        };
    }

    private double size(int item) {
        var sizes = Json.list(marker, "size");
        var size = item < sizes.size() && sizes.get(item) instanceof Number number
                ? number.doubleValue()
                : Json.number(marker, "size", 6);
        return "area".equals(marker.get("sizemode")) ? Math.sqrt(size) : size;
    }

    private static Shape cross(double size, double angle) {
        var arm = size / 6;
        var path = new Path2D.Double();
        path.append(new Rectangle2D.Double(-size / 2, -arm, size, 2 * arm), false);
        path.append(new Rectangle2D.Double(-arm, -size / 2, 2 * arm, size), false);
        return AffineTransform.getRotateInstance(angle).createTransformedShape(path);
    }

    private static Shape triangle(double size, double angle) {
        var path = new Path2D.Double();
        path.moveTo(-size / 2, size * 0.4);
        path.lineTo(size / 2, size * 0.4);
        path.lineTo(0, -size * 0.5);
        path.closePath();
        return AffineTransform.getRotateInstance(angle).createTransformedShape(path);
    }
}
