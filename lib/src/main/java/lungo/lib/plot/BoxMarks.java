package lungo.lib.plot;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/** A box trace: for each place on the x axis, the quartiles as a box, whiskers, and what lies beyond them as points. */
final class BoxMarks implements Marks {
    private static final double WIDTH = 0.5;
    private static final double CAP = 0.25;

    /** Quartiles and whiskers of one box; the whiskers end at the last value within 1.5 box lengths. Tukey 1977. */
    private record Box(double q1, double median, double q3, double low, double high, double[] beyond) {
        static Box of(double[] values) {
            var sorted = values.clone();
            Arrays.sort(sorted);
            var q1 = quantile(sorted, 0.25);
            var q3 = quantile(sorted, 0.75);
            var reach = 1.5 * (q3 - q1);
            var within = Arrays.stream(sorted)
                    .filter(v -> v >= q1 - reach && v <= q3 + reach)
                    .toArray();
            var beyond = Arrays.stream(sorted)
                    .filter(v -> v < q1 - reach || v > q3 + reach)
                    .toArray();
            return new Box(
                    q1,
                    quantile(sorted, 0.5),
                    q3,
                    Math.min(q1, within[0]),
                    Math.max(q3, within[within.length - 1]),
                    beyond);
        }

        // plotly.js's default: linear between the values, each of which stands for the middle of its share.
        private static double quantile(double[] sorted, double share) {
            var at = Math.max(0, Math.min(sorted.length - 1, share * sorted.length - 0.5));
            var below = (int) at;
            var above = Math.min(below + 1, sorted.length - 1);
            return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
        }
    }

    private final Style style;
    private final Map<Double, Box> boxes = new TreeMap<>();
    private final double[] y;

    BoxMarks(Map<String, Object> trace, Scale xScale, Scale yScale) {
        style = new Style(trace);
        y = yScale.positions(Json.list(trace, "y"));
        var x = xScale.positions(Json.list(trace, "x"));
        var groups = new TreeMap<Double, List<Double>>();
        for (int i = 0; i < y.length; i++) {
            if (Double.isFinite(y[i])) {
                groups.computeIfAbsent(i < x.length ? x[i] : 0, place -> new ArrayList<>())
                        .add(y[i]);
            }
        }
        groups.forEach((place, values) -> boxes.put(
                place, Box.of(values.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    @Override
    public Extent x() {
        return boxes.keySet().stream()
                .map(place -> new Extent(place - 0.5, place + 0.5, false, false))
                .reduce(Extent.NONE, Extent::and);
    }

    @Override
    public Extent y() {
        return Extent.of(y, true);
    }

    @Override
    public void addTo(XYPlot plot, int yAxis) {
        var bodies = new Rectangles();
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        var outX = new ArrayList<Double>();
        var outY = new ArrayList<Double>();
        boxes.forEach((place, box) -> {
            bodies.add(place - WIDTH / 2, place + WIDTH / 2, box.q1, box.q3);
            outline(place, box, xs, ys);
            for (var value : box.beyond) {
                outX.add(place);
                outY.add(value);
            }
        });
        Marks.add(plot, yAxis, bodies, new RectangleRenderer(item -> Palette.fade(style.color(), 0.35)));
        Marks.add(plot, yAxis, points(xs, ys), lines(true));
        Marks.add(plot, yAxis, points(outX, outY), lines(false));
    }

    /** Box, median, whiskers and caps as one path, its strokes apart by NaN. */
    private static void outline(double place, Box box, List<Double> xs, List<Double> ys) {
        var left = place - WIDTH / 2;
        var right = place + WIDTH / 2;
        stroke(xs, ys, left, box.q1, right, box.q1, right, box.q3, left, box.q3, left, box.q1);
        stroke(xs, ys, left, box.median, right, box.median);
        stroke(xs, ys, place, box.q1, place, box.low);
        stroke(xs, ys, place, box.q3, place, box.high);
        stroke(xs, ys, place - CAP / 2, box.low, place + CAP / 2, box.low);
        stroke(xs, ys, place - CAP / 2, box.high, place + CAP / 2, box.high);
    }

    private static void stroke(List<Double> xs, List<Double> ys, double... corners) {
        for (int i = 0; i < corners.length; i += 2) {
            xs.add(corners[i]);
            ys.add(corners[i + 1]);
        }
        xs.add(Double.NaN);
        ys.add(Double.NaN);
    }

    private static Points points(List<Double> xs, List<Double> ys) {
        return Points.of(
                xs.stream().mapToDouble(Double::doubleValue).toArray(),
                ys.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private XYLineAndShapeRenderer lines(boolean lines) {
        var renderer = new XYLineAndShapeRenderer(lines, !lines);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setSeriesPaint(0, style.color());
        renderer.setSeriesStroke(0, new BasicStroke(1.8f));
        renderer.setSeriesShape(0, style.shape(0, 0, 0));
        return renderer;
    }
}
