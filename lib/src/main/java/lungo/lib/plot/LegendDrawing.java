package lungo.lib.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The legend, where {@link LegendPlace} puts it. */
final class LegendDrawing {
    private static final double ROW = 20;
    private static final double SYMBOL = 26;
    private static final double GAP = 18;

    /** One line of the legend: a stroke, a shape or both, and a name. */
    private record Entry(String name, Color line, Stroke stroke, Color fill, Shape shape) {}

    private LegendDrawing() {}

    static void draw(SvgCanvas canvas, List<Map<String, Object>> traces, Map<String, Object> layout, Frame frame) {
        var entries = entries(traces);
        if (!Boolean.TRUE.equals(layout.get("showlegend")) || entries.isEmpty()) {
            return;
        }
        canvas.setFont(SvgCanvas.font(Theme.FONT_SIZE));
        canvas.anchor(SvgCanvas.Anchor.START);
        var plot = frame.plot();
        if ("h".equals(Json.object(layout, "legend").get("orientation"))) {
            var length = entries.stream()
                    .mapToDouble(entry -> length(canvas, entry) + GAP)
                    .sum();
            var x = plot.getMaxX() - length + GAP;
            for (var entry : entries) {
                draw(canvas, entry, x, plot.getY() - 15);
                x += length(canvas, entry) + GAP;
            }
        } else {
            var shift = Json.number(Json.object(layout, "legend"), "x", LegendPlace.BESIDE) - LegendPlace.BESIDE;
            var x = plot.getMaxX() + 14 + Math.max(0, shift) * plot.getWidth();
            for (int i = 0; i < entries.size(); i++) {
                draw(canvas, entries.get(i), x, plot.getY() + 10 + i * ROW);
            }
        }
    }

    private static double length(SvgCanvas canvas, Entry entry) {
        return SYMBOL + 6 + canvas.widthOf(entry.name);
    }

    private static void draw(SvgCanvas canvas, Entry entry, double x, double y) {
        if (entry.line != null) {
            canvas.setPaint(entry.line);
            canvas.setStroke(entry.stroke);
            canvas.draw(new Line2D.Double(x, y, x + SYMBOL, y));
        }
        if (entry.shape != null) {
            canvas.setPaint(entry.fill);
            canvas.fill(AffineTransform.getTranslateInstance(x + SYMBOL / 2, y).createTransformedShape(entry.shape));
        }
        canvas.setPaint(Palette.color(Palette.TEXT));
        canvas.drawString(entry.name, (float) (x + SYMBOL + 6), (float) (y + 4.5));
    }

    private static List<Entry> entries(List<Map<String, Object>> traces) {
        var entries = new ArrayList<Entry>();
        var box = new Rectangle2D.Double(-6, -6, 12, 12);
        for (var trace : traces) {
            if ("pie".equals(trace.get("type"))) {
                var colors = Json.list(Json.object(trace, "marker"), "colors");
                var labels = Json.list(trace, "labels");
                for (int i = 0; i < labels.size(); i++) {
                    var color = Palette.color(String.valueOf(colors.get(i)));
                    entries.add(new Entry(String.valueOf(labels.get(i)), null, null, color, box));
                }
            } else if (!Theme.legendEntries(List.of(trace)).isEmpty()) {
                entries.add(entry(trace, box));
            }
        }
        return entries;
    }

    private static Entry entry(Map<String, Object> trace, Shape box) {
        var style = new Style(trace);
        var name = Json.text(trace, "name", "");
        var mode = Json.text(trace, "mode", "");
        if (!"scatter".equals(trace.get("type"))) {
            return new Entry(name, null, new BasicStroke(1), style.color(0), box);
        }
        return new Entry(
                name,
                mode.contains("lines") ? style.color() : null,
                style.stroke(),
                style.color(0),
                mode.contains("markers") ? style.shape(0, 0, 0) : null);
    }
}
