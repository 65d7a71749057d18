package lungo.lib.plot;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;

/** A figure's size and where in it things stand, in pixels, by Plotly's rules. */
record Frame(double width, double height, Rectangle2D plot) {
    /** The frame of a layout that {@link Theme} has completed. */
    static Frame of(Map<String, Object> layout) {
        var width = Json.number(layout, "width", 760);
        var height = Json.number(layout, "height", 420);
        var margin = Json.object(layout, "margin");
        var left = Json.number(margin, "l", 64);
        var top = Json.number(margin, "t", 52);
        return new Frame(
                width,
                height,
                new Rectangle2D.Double(
                        left,
                        top,
                        Math.max(10, width - left - Json.number(margin, "r", 24)),
                        Math.max(10, height - top - Json.number(margin, "b", 52))));
    }

    /** The part of the plot that the domains {@code x} and {@code y} take: shares from its left and its bottom. */
    Rectangle2D area(List<?> x, List<?> y) {
        var xs = x.size() == 2 ? Numbers.of(x) : new double[] {0, 1};
        var ys = y.size() == 2 ? Numbers.of(y) : new double[] {0, 1};
        return new Rectangle2D.Double(
                plot.getX() + xs[0] * plot.getWidth(),
                plot.getY() + (1 - ys[1]) * plot.getHeight(),
                (xs[1] - xs[0]) * plot.getWidth(),
                (ys[1] - ys[0]) * plot.getHeight());
    }

    /** This frame with at least {@code left} and {@code below} pixels beside the plot, as Plotly's automargin does. */
    Frame with(double left, double below) {
        var x = Math.max(left, plot.getX());
        var bottom = Math.min(height - below, plot.getMaxY());
        return new Frame(
                width,
                height,
                new Rectangle2D.Double(
                        x, plot.getY(), Math.max(10, plot.getMaxX() - x), Math.max(10, bottom - plot.getY())));
    }
}
