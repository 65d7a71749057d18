package lungo.lib.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** A JFreeChart axis that shows a {@link Scale} with Plotly's ticks. */
final class PanelAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    private static final double PIXELS_PER_X_TICK = 70;
    private static final double PIXELS_PER_Y_TICK = 42;
    private static final double FLAT = 1.3; // The height of a line, in shares of its font's size.
    private static final double SLANT = Math.toRadians(-40);

    private final transient Scale scale;

    /** By how much slanted labels reach deeper than flat ones, of which alone JFreeChart knows. */
    private double deeper;

    PanelAxis(Scale scale, Map<String, Object> style) {
        this.scale = scale;
        var visible = !Boolean.FALSE.equals(style.get("visible"));
        setRange(scale.low(), scale.high());
        setInverted(scale.isReversed());
        setTickLabelFont(SvgCanvas.font(Theme.FONT_SIZE));
        setTickLabelPaint(Palette.color(Palette.TEXT));
        setTickLabelInsets(new RectangleInsets(2, 4, 2, 4));
        setTickMarksVisible(visible && "outside".equals(style.get("ticks")));
        setTickMarkOutsideLength(4);
        setTickMarkInsideLength(0);
        setTickMarkPaint(Palette.color(Json.text(style, "tickcolor", Palette.AXIS)));
        setTickMarkStroke(new BasicStroke(1));
        setAxisLineVisible(visible && !Boolean.FALSE.equals(style.get("showline")));
        setAxisLinePaint(Palette.color(Json.text(style, "linecolor", Palette.AXIS)));
        setAxisLineStroke(new BasicStroke(1));
        setLabel(Json.text(Json.object(style, "title"), "text", null));
        setLabelFont(SvgCanvas.font(Theme.AXIS_TITLE_SIZE));
        setLabelPaint(Palette.color(Palette.TEXT));
        setLabelInsets(new RectangleInsets(6, 6, 6, 6));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        var flat = RectangleEdge.isTopOrBottom(edge);
        var length = flat ? dataArea.getWidth() : dataArea.getHeight();
        var ticks = scale.ticks(wanted(flat, length));
        var slanted = flat && isCrowded((SvgCanvas) g2, ticks, length);
        deeper = slanted ? depth((SvgCanvas) g2, ticks) - Theme.FONT_SIZE * FLAT : 0;
        var anchor = flat
                ? slanted ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER
                : edge == RectangleEdge.LEFT ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT;
        ((SvgCanvas) g2).anchor(slanted ? SvgCanvas.Anchor.END : anchorAt(edge));
        var result = new ArrayList<NumberTick>();
        for (int i = 0; i < ticks.positions().size(); i++) {
            result.add(new NumberTick(
                    ticks.positions().get(i), ticks.labels().get(i), anchor, anchor, slanted ? SLANT : 0));
        }
        return result;
    }

    private static SvgCanvas.Anchor anchorAt(RectangleEdge edge) {
        if (RectangleEdge.isTopOrBottom(edge)) {
            return SvgCanvas.Anchor.MIDDLE;
        }
        return edge == RectangleEdge.LEFT ? SvgCanvas.Anchor.END : SvgCanvas.Anchor.START;
    }

    private boolean isCrowded(SvgCanvas canvas, Ticks ticks, double length) {
        return widest(canvas, ticks) + 6 > length / Math.max(1, ticks.labels().size());
    }

    private double widest(SvgCanvas canvas, Ticks ticks) {
        canvas.setFont(getTickLabelFont());
        return ticks.labels().stream().mapToDouble(canvas::widthOf).max().orElse(0);
    }

    private double depth(SvgCanvas canvas, Ticks ticks) {
        return widest(canvas, ticks) * Math.sin(-SLANT) + Theme.FONT_SIZE;
    }

    /** The pixels that the axis needs beside a plot of {@code length} pixels: ticks, their labels, its title. */
    double room(SvgCanvas canvas, boolean flat, double length) {
        var ticks = scale.ticks(wanted(flat, length));
        var labels = !flat
                ? widest(canvas, ticks)
                : isCrowded(canvas, ticks, length) ? depth(canvas, ticks) : Theme.FONT_SIZE * FLAT;
        return labels + 14 + (getLabel() == null ? 0 : Theme.AXIS_TITLE_SIZE * 1.3 + 8);
    }

    private static int wanted(boolean flat, double length) {
        return (int) Math.max(2, length / (flat ? PIXELS_PER_X_TICK : PIXELS_PER_Y_TICK));
    }

    @Override
    protected AxisState drawLabel(
            String label, Graphics2D g2, Rectangle2D plot, Rectangle2D data, RectangleEdge edge, AxisState state) {
        ((SvgCanvas) g2).anchor(SvgCanvas.Anchor.MIDDLE);
        if (edge == RectangleEdge.BOTTOM) {
            state.cursorDown(deeper);
        }
        return super.drawLabel(label, g2, plot, data, edge, state);
    }
}
