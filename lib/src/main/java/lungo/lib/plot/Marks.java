package lungo.lib.plot;

import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.data.xy.XYDataset;

/** What one or more traces draw in a panel, in positions of its scales. */
interface Marks {
    /** What they cover on the x axis. */
    Extent x();

    /** What they cover on the y axis. */
    Extent y();

    /** Adds them to {@code plot}, on the range axis {@code yAxis}. */
    void addTo(XYPlot plot, int yAxis);

    /** Adds a data set and its renderer behind all that follow. */
    static void add(XYPlot plot, int yAxis, XYDataset data, XYItemRenderer renderer) {
        var index = plot.getDatasetCount();
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
        plot.mapDatasetToRangeAxis(index, yAxis);
    }
}
