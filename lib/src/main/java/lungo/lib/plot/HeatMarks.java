package lungo.lib.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;

/** A heat map or a two-dimensional histogram: values as colours on a grid. */
final class HeatMarks implements Marks {
    /** Plotly's template of a heat map whose cells show the texts given beside their values. */
    static final String TEXTS = "%{text}";

    static final double LABEL_SIZE = 11;

    private final Map<String, Object> trace;
    private final double[] x;
    private final double[] y;
    private final List<double[]> rows;
    private final Extent values;
    private final boolean mirrored;
    private final boolean fromTop;

    HeatMarks(Map<String, Object> trace, Scale xScale, Scale yScale) {
        this.trace = trace;
        if (trace.get("type").equals("histogram2d")) {
            var xBins = bins("x");
            var yBins = bins("y");
            x = edgesMiddles(xBins);
            y = edgesMiddles(yBins);
            rows = counts(xBins, yBins);
        } else {
            rows = Json.list(trace, "z").stream()
                    .map(row -> Numbers.of((List<?>) row))
                    .toList();
            x = places(xScale, "x", rows.isEmpty() ? 0 : rows.get(0).length);
            y = places(yScale, "y", rows.size());
        }
        values = range();
        // JFreeChart turns shapes over on a reversed axis, but no image.
        mirrored = xScale.isReversed() != falls(x);
        fromTop = yScale.isReversed() != falls(y);
    }

    private static boolean falls(double... places) {
        return places.length > 1 && places[0] > places[places.length - 1];
    }

    private double[] places(Scale scale, String axis, int count) {
        var given = Json.list(trace, axis);
        return given.isEmpty() ? IntStream.range(0, count).mapToDouble(i -> i).toArray() : scale.positions(given);
    }

    private Bins bins(String axis) {
        var json = Json.object(trace, axis + "bins");
        var start = Json.number(json, "start", 0);
        var size = Json.number(json, "size", 1);
        return new Bins(start, size, (int) Math.round((Json.number(json, "end", 1) - start) / size));
    }

    private static double[] edgesMiddles(Bins bins) {
        return IntStream.range(0, bins.count())
                .mapToDouble(i -> bins.start() + (i + 0.5) * bins.size())
                .toArray();
    }

    private List<double[]> counts(Bins xBins, Bins yBins) {
        var counts = new double[yBins.count()][xBins.count()];
        var xs = Numbers.of(Json.list(trace, "x"));
        var ys = Numbers.of(Json.list(trace, "y"));
        for (int i = 0; i < Math.min(xs.length, ys.length); i++) {
            var column = xBins.index(xs[i]);
            var row = yBins.index(ys[i]);
            if (column >= 0 && row >= 0) {
                counts[row][column]++;
            }
        }
        return List.of(counts);
    }

    private Extent range() {
        var found = rows.stream().map(row -> Extent.of(row, false)).reduce(Extent.NONE, Extent::and);
        return new Extent(
                Json.number(trace, "zmin", found.low()), Json.number(trace, "zmax", found.high()), false, false);
    }

    /** The least and the greatest value, at the ends of the colour scale. */
    Extent values() {
        return values;
    }

    @Override
    public Extent x() {
        var half = step(x) / 2;
        var extent = Extent.of(x, false);
        return new Extent(extent.low() - half, extent.high() + half, false, false);
    }

    @Override
    public Extent y() {
        var half = step(y) / 2;
        var extent = Extent.of(y, false);
        return new Extent(extent.low() - half, extent.high() + half, false, false);
    }

    private static double step(double[] places) {
        return places.length < 2 ? 1 : Math.abs(places[places.length - 1] - places[0]) / (places.length - 1);
    }

    @Override
    public void addTo(XYPlot plot, int yAxis) {
        if (!TEXTS.equals(trace.get("texttemplate"))) {
            // One image of as many pixels as cells: small, and without seams between the cells.
            var left = x().low();
            var bottom = y().low();
            var image = new XYDataImageAnnotation(image(), left, bottom, x().high() - left, y().high() - bottom);
            var renderer = new XYLineAndShapeRenderer();
            renderer.addAnnotation(image, Layer.BACKGROUND);
            Marks.add(plot, yAxis, Points.of(new double[0], new double[0]), renderer);
            return;
        }
        var cells = new Rectangles();
        var shown = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        var texts = Json.list(trace, "text");
        for (int row = 0; row < y.length; row++) {
            for (int column = 0; column < x.length; column++) {
                var value = rows.get(row)[column];
                if (Double.isFinite(value)) {
                    shown.add(value);
                    labels.add(row < texts.size() ? String.valueOf(((List<?>) texts.get(row)).get(column)) : "");
                    cells.add(
                            x[column] - step(x) / 2,
                            x[column] + step(x) / 2,
                            y[row] - step(y) / 2,
                            y[row] + step(y) / 2);
                }
            }
        }
        var renderer = new RectangleRenderer(item -> color(shown.get(item))).labelled(labels::get, LABEL_SIZE);
        Marks.add(plot, yAxis, cells, renderer);
    }

    private BufferedImage image() {
        var image = new BufferedImage(x.length, y.length, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < y.length; row++) {
            for (int column = 0; column < x.length; column++) {
                var value = rows.get(row)[column];
                if (Double.isFinite(value)) {
                    var across = mirrored ? x.length - 1 - column : column;
                    image.setRGB(
                            across,
                            fromTop ? row : y.length - 1 - row,
                            color(value).getRGB());
                }
            }
        }
        return image;
    }

    private Color color(double value) {
        var span = values.high() - values.low();
        var fraction = span == 0 ? 0.5 : (value - values.low()) / span;
        return Palette.onScale(
                trace.get("colorscale"), Boolean.TRUE.equals(trace.get("reversescale")) ? 1 - fraction : fraction);
    }
}
