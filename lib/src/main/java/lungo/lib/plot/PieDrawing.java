package lungo.lib.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.text.AttributedString;
import java.util.Map;
import java.util.stream.IntStream;
import org.jfree.chart.labels.PieSectionLabelGenerator;
import org.jfree.chart.plot.PiePlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.general.DefaultPieDataset;
import org.jfree.data.general.PieDataset;

/** A pie trace, with each slice's share written into it. */
final class PieDrawing {
    private PieDrawing() {}

    static void draw(SvgCanvas canvas, Map<String, Object> trace, Rectangle2D area) {
        var labels = Json.list(trace, "labels");
        var values = Numbers.of(Json.list(trace, "values"));
        var colors = Json.list(Json.object(trace, "marker"), "colors");
        var data = new DefaultPieDataset<Integer>();
        var plot = new PiePlot<>(data);
        IntStream.range(0, Math.min(labels.size(), values.length)).forEach(i -> {
            data.setValue(Integer.valueOf(i), Double.isFinite(values[i]) ? values[i] : 0.0);
            plot.setSectionPaint(i, Palette.color(String.valueOf(colors.get(i))));
            plot.setSectionOutlinePaint(i, Color.WHITE);
            plot.setSectionOutlineStroke(i, new BasicStroke(1));
        });
        plot.setLabelGenerator(new Share());
        plot.setSimpleLabels(true);
        plot.setLabelFont(SvgCanvas.font(Theme.FONT_SIZE));
        plot.setLabelPaint(Color.WHITE);
        plot.setLabelBackgroundPaint(null);
        plot.setLabelOutlinePaint(null);
        plot.setLabelShadowPaint(null);
        plot.setShadowPaint(null);
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(null);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setInteriorGap(0);
        canvas.anchor(SvgCanvas.Anchor.MIDDLE);
        plot.draw(canvas, area, null, null, null);
    }

    /** Each slice's percentage; none on a slice too thin to hold it. */
    private static final class Share implements PieSectionLabelGenerator {
        private static final double THIN = 0.03;

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public String generateSectionLabel(PieDataset data, Comparable key) {
            double sum = 0;
            for (int i = 0; i < data.getItemCount(); i++) {
                sum += data.getValue(i).doubleValue();
            }
            var share = data.getValue(data.getIndex(key)).doubleValue() / sum;
            return share < THIN ? null : FigureText.number(Math.round(share * 1000) / 10.0) + "%";
        }

        @Override
        @SuppressWarnings("rawtypes")
        public AttributedString generateAttributedSectionLabel(PieDataset data, Comparable key) {
            return null;
        }
    }
}
