package lungo.lib.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.entity.EntityCollection;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;

/** A scatter trace: its line, its markers, its texts, the area that it fills. */
final class LineMarks implements Marks {
    /** A line keeps this many points, two for each pixel of a wide plot; more would draw the same picture. */
    private static final int MOST = 1600;

    private final Map<String, Object> trace;
    private final Style style;
    private final String mode;
    private final double[] x;
    private final double[] y;
    private final LineMarks before;

    /** {@code before} is the scatter trace that stands before this one, which it may fill to, or null. */
    LineMarks(Map<String, Object> trace, Scale xScale, Scale yScale, LineMarks before) {
        this.trace = trace;
        this.style = new Style(trace);
        this.mode = Json.text(trace, "mode", "lines+markers");
        this.before = before;
        var given = yScale.positions(Json.list(trace, "y"));
        var xs = Json.list(trace, "x");
        var at = xs.isEmpty()
                ? IntStream.range(0, given.length).mapToDouble(i -> i).toArray()
                : xScale.positions(xs);
        var steps = Json.text(Json.object(trace, "line"), "shape", "linear").equals("hv");
        this.x = steps ? doubled(at, 1) : at;
        this.y = steps ? doubled(given, 0) : given;
    }

    /** Each value twice, the first {@code skip} left out: a staircase from its corners. */
    private static double[] doubled(double[] values, int skip) {
        return IntStream.range(skip, Math.max(skip, 2 * values.length - 1 + skip))
                .mapToDouble(i -> values[i / 2])
                .toArray();
    }

    @Override
    public Extent x() {
        return Extent.of(x, mode.contains("markers"));
    }

    @Override
    public Extent y() {
        var extent = Extent.of(y, true);
        return fill().equals("tozeroy") || fill().equals("tonexty") && before == null ? extent.reaching(0) : extent;
    }

    private String fill() {
        return Json.text(trace, "fill", "none");
    }

    @Override
    public void addTo(XYPlot plot, int yAxis) {
        var all = Points.of(x, y);
        var domain = plot.getDomainAxis().getRange().getLength();
        var range = plot.getRangeAxis(yAxis).getRange().getLength();
        var points = mode.contains("markers")
                ? all.thinnedForMarkers(MOST, domain, range, 400, 250)
                : all.thinnedForLine(MOST);
        var renderer = new Renderer(style, points);
        renderer.setDefaultLinesVisible(mode.contains("lines"));
        renderer.setDefaultShapesVisible(mode.contains("markers"));
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setSeriesStroke(0, style.stroke());
        renderer.setSeriesPaint(0, style.color());
        if (mode.contains("text")) {
            texts(renderer, points);
        }
        if (!fill().equals("none") && area().length > 0) {
            renderer.addAnnotation(new XYPolygonAnnotation(area(), null, null, style.fill()), Layer.BACKGROUND);
        }
        Marks.add(plot, yAxis, points, renderer);
    }

    private void texts(Renderer renderer, Points points) {
        var texts = Json.list(trace, "text");
        renderer.setDefaultItemLabelGenerator((data, series, item) -> {
            var origin = points.origin(item);
            return origin < texts.size() && texts.get(origin) != null ? String.valueOf(texts.get(origin)) : "";
        });
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultPositiveItemLabelPosition(new ItemLabelPosition(ItemLabelAnchor.CENTER, TextAnchor.CENTER));
        var font = Json.object(trace, "textfont");
        renderer.setDefaultItemLabelFont(SvgCanvas.font(Json.number(font, "size", Theme.FONT_SIZE)));
        renderer.setDefaultItemLabelPaint(Palette.color(Json.text(font, "color", Palette.TEXT)));
    }

    /** The corners of the filled area, x and y in turn: along the line, then back along what it is filled to. */
    private double[] area() {
        if (x.length == 0) {
            return new double[0];
        }
        var line = Points.of(x, y).thinnedForLine(MOST);
        var back = fill().startsWith("tonext") && before != null
                ? Points.of(before.x, before.y).thinnedForLine(MOST)
                : Points.of(new double[] {x[0], x[x.length - 1]}, new double[] {0, 0});
        if (fill().equals("toself")) {
            back = Points.of(new double[0], new double[0]);
        }
        var there = corners(line, false);
        var home = corners(back, true);
        return IntStream.range(0, there.length + home.length)
                .mapToDouble(i -> i < there.length ? there[i] : home[i - there.length])
                .toArray();
    }

    private static double[] corners(Points points, boolean backwards) {
        var count = points.getItemCount(0);
        return IntStream.range(0, count)
                .map(i -> backwards ? count - 1 - i : i)
                .filter(i -> Double.isFinite(points.getXValue(0, i)) && Double.isFinite(points.getYValue(0, i)))
                .boxed()
                .flatMap(i -> Stream.of(points.getXValue(0, i), points.getYValue(0, i)))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Takes each marker's colour and shape from the trace. */
    private static final class Renderer extends XYLineAndShapeRenderer {
        private static final long serialVersionUID = 1L;

        private final transient Style style;
        private final transient Points points;

        Renderer(Style style, Points points) {
            this.style = style;
            this.points = points;
        }

        @Override
        protected void drawSecondaryPass(
                Graphics2D canvas,
                XYPlot plot,
                XYDataset data,
                int pass,
                int series,
                int item,
                ValueAxis xAxis,
                Rectangle2D area,
                ValueAxis yAxis,
                CrosshairState crosshair,
                EntityCollection entities) {
            var x = xAxis.valueToJava2D(data.getXValue(series, item), area, plot.getDomainAxisEdge());
            var y = yAxis.valueToJava2D(data.getYValue(series, item), area, plot.getRangeAxisEdge());
            if (Double.isNaN(x) || Double.isNaN(y)) {
                return;
            }
            if (getItemShapeVisible(series, item)) {
                canvas.setPaint(style.color(points.origin(item)));
                canvas.fill(style.shape(points.origin(item), x, y));
            }
            if (isItemLabelVisible(series, item)) {
                drawItemLabel(canvas, plot.getOrientation(), data, series, item, x, y, false);
            }
        }
    }
}
