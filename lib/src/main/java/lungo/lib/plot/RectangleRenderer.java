package lungo.lib.plot;

import java.awt.Color;
import java.awt.Paint;
import java.util.function.IntFunction;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.TextAnchor;

/** Draws {@link Rectangles} flat, each in a colour of its own, with an optional text in its middle. */
final class RectangleRenderer extends XYBarRenderer {
    private static final long serialVersionUID = 1L;

    private final transient IntFunction<Color> colors;

    RectangleRenderer(IntFunction<Color> colors) {
        this.colors = colors;
        setUseYInterval(true);
        setShadowVisible(false);
        setDrawBarOutline(false);
        setBarPainter(new StandardXYBarPainter());
    }

    /** Writes {@code texts} into the rectangles, in black or white. */
    RectangleRenderer labelled(IntFunction<String> texts, double size) {
        setDefaultItemLabelGenerator((data, series, item) -> texts.apply(item));
        setDefaultItemLabelsVisible(true);
        setDefaultItemLabelFont(SvgCanvas.font(size));
        var middle = new ItemLabelPosition(ItemLabelAnchor.CENTER, TextAnchor.CENTER);
        setDefaultPositiveItemLabelPosition(middle);
        setDefaultNegativeItemLabelPosition(middle);
        return this;
    }

    @Override
    public Paint getItemPaint(int series, int item) {
        return colors.apply(item);
    }

    @Override
    public Paint getItemLabelPaint(int series, int item) {
        return Palette.readableOn(colors.apply(item));
    }
}
