package lungo.lib.plot;

import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** One pair of axes with all that stands on it, and on axes laid over it, drawn by JFreeChart. */
final class Panel {
    /** Space around the axes that JFreeChart is told of, enough for any labels; what they need, the frame gives. */
    private static final double ROOM = 500;

    private final Map<String, Object> layout;
    private final String xName;
    private final Scale xScale;
    private final List<Layer> layers = new ArrayList<>();

    /** The traces on one of the panel's y axes. */
    private record Layer(String yName, Scale scale, List<Marks> marks) {}

    /** The panel of {@code traces}, which share the x axis {@code xName} and stand on the y axes {@code yNames}. */
    Panel(Map<String, Object> layout, String xName, List<String> yNames, List<Map<String, Object>> traces) {
        this.layout = layout;
        this.xName = xName;
        this.xScale = Scale.of(Json.object(layout, xName), columns(traces, "x"));
        for (var yName : yNames) {
            var own = traces.stream()
                    .filter(trace -> Theme.axisName(trace, "y").equals(yName))
                    .toList();
            var scale = Scale.of(Json.object(layout, yName), columns(own, "y"));
            layers.add(new Layer(yName, scale, marks(own, scale)));
        }
        xScale.show(layers.stream()
                .flatMap(layer -> layer.marks.stream())
                .map(Marks::x)
                .reduce(Extent.NONE, Extent::and));
        for (var layer : layers) {
            layer.scale.show(layer.marks.stream().map(Marks::y).reduce(Extent.NONE, Extent::and));
        }
    }

    private static List<List<?>> columns(List<Map<String, Object>> traces, String axis) {
        var columns = new ArrayList<List<?>>();
        for (var trace : traces) {
            columns.add(Json.list(trace, axis));
        }
        return columns;
    }

    private List<Marks> marks(List<Map<String, Object>> traces, Scale yScale) {
        var marks = new ArrayList<Marks>();
        // Behind one another as Plotly has them: heat maps, bars, boxes, lines and points.
        traces.stream()
                .filter(Theme::hasScale)
                .map(trace -> new HeatMarks(trace, xScale, yScale))
                .forEach(marks::add);
        var bars = traces.stream()
                .filter(trace -> List.of("bar", "histogram").contains(trace.get("type")))
                .toList();
        if (!bars.isEmpty()) {
            marks.add(new BarMarks(bars, xScale, yScale, layout));
        }
        traces.stream()
                .filter(trace -> "box".equals(trace.get("type")))
                .map(trace -> new BoxMarks(trace, xScale, yScale))
                .forEach(marks::add);
        LineMarks before = null;
        for (var trace : traces) {
            if ("scatter".equals(trace.get("type"))) {
                before = new LineMarks(trace, xScale, yScale, before);
                marks.add(before);
            }
        }
        return marks;
    }

    /** The heat map whose colours a bar is to explain, or null. */
    HeatMarks heat() {
        return layers.stream()
                .flatMap(layer -> layer.marks.stream())
                .map(marks -> marks instanceof HeatMarks heat ? heat : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The pixels needed left of a plot {@code height} pixels high. */
    double roomLeft(SvgCanvas canvas, double height) {
        return axis(layers.get(0)).room(canvas, false, height);
    }

    /** The pixels needed below a plot {@code width} pixels wide. */
    double roomBelow(SvgCanvas canvas, double width) {
        return new PanelAxis(xScale, Json.object(layout, xName)).room(canvas, true, width);
    }

    private PanelAxis axis(Layer layer) {
        return new PanelAxis(layer.scale, Json.object(layout, layer.yName));
    }

    /** Draws the panel so that its axes enclose {@code area}. */
    void draw(SvgCanvas canvas, Rectangle2D area) {
        var plot = new XYPlot();
        plot.setDomainAxis(new PanelAxis(xScale, Json.object(layout, xName)));
        for (int i = 0; i < layers.size(); i++) {
            var style = Json.object(layout, layers.get(i).yName);
            plot.setRangeAxis(i, axis(layers.get(i)));
            if ("right".equals(style.get("side"))) {
                plot.setRangeAxisLocation(i, AxisLocation.BOTTOM_OR_RIGHT);
            }
            for (var marks : layers.get(i).marks) {
                marks.addTo(plot, i);
            }
        }
        theme(plot);
        canvas.anchor(SvgCanvas.Anchor.MIDDLE);
        plot.draw(
                canvas,
                new Rectangle2D.Double(
                        area.getX() - ROOM, area.getY(), area.getWidth() + 2 * ROOM, area.getHeight() + ROOM),
                null,
                null,
                null);
    }

    private void theme(XYPlot plot) {
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(null);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setFixedDomainAxisSpace(space(0, ROOM));
        plot.setFixedRangeAxisSpace(space(ROOM, 0));
        var heat = heat() != null;
        grid(plot, heat);
    }

    private void grid(XYPlot plot, boolean heat) {
        var x = Json.object(layout, xName);
        var y = Json.object(layout, layers.get(0).yName);
        var stroke = new BasicStroke(1);
        plot.setDomainGridlinesVisible(!heat && !xScale.isCategorical() && !Boolean.FALSE.equals(x.get("showgrid")));
        plot.setDomainGridlinePaint(Palette.color(Json.text(x, "gridcolor", Palette.GRID)));
        plot.setDomainGridlineStroke(stroke);
        plot.setRangeGridlinesVisible(
                !heat && !layers.get(0).scale.isCategorical() && !Boolean.FALSE.equals(y.get("showgrid")));
        plot.setRangeGridlinePaint(Palette.color(Json.text(y, "gridcolor", Palette.GRID)));
        plot.setRangeGridlineStroke(stroke);
    }

    private static AxisSpace space(double sides, double below) {
        var space = new AxisSpace();
        space.setLeft(sides);
        space.setRight(sides);
        space.setBottom(below);
        return space;
    }
}
