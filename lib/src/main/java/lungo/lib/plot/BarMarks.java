package lungo.lib.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.plot.XYPlot;

/** All bar and histogram traces of a panel, which share their places: grouped, stacked or one over the other. */
final class BarMarks implements Marks {
    private static final double BAR_GAP = 0.2;

    private final List<Map<String, Object>> traces;
    private final List<Rectangles> bars = new ArrayList<>();
    private final Map<String, Double> stacks = new HashMap<>();
    private final Scale xScale;
    private final Scale yScale;
    private final String barMode;
    private final double gap;

    BarMarks(List<Map<String, Object>> traces, Scale xScale, Scale yScale, Map<String, Object> layout) {
        this.traces = traces;
        this.xScale = xScale;
        this.yScale = yScale;
        this.barMode = Json.text(layout, "barmode", "group");
        this.gap = Json.number(layout, "bargap", BAR_GAP);
        for (int i = 0; i < traces.size(); i++) {
            bars.add(traces.get(i).get("type").equals("bar") ? bars(i) : histogram(i));
        }
    }

    private Rectangles bars(int index) {
        var trace = traces.get(index);
        var sideways = "h".equals(trace.get("orientation"));
        var places = (sideways ? yScale : xScale).positions(Json.list(trace, sideways ? "y" : "x"));
        var values = (sideways ? xScale : yScale).positions(Json.list(trace, sideways ? "x" : "y"));
        return rectangles(index, places, values, sideways, distance(places));
    }

    private Rectangles histogram(int index) {
        var trace = traces.get(index);
        var sideways = !trace.containsKey("x");
        var values = Json.list(trace, sideways ? "y" : "x");
        var binned = Json.object(trace, sideways ? "ybins" : "xbins");
        var scale = sideways ? yScale : xScale;
        if (binned.isEmpty()) {
            var positions = scale.positions(values);
            var count = (int) Extent.of(positions, false).reaching(0).high() + 1;
            var bins = new Bins(-0.5, 1, count);
            return rectangles(index, middles(bins), normed(trace, bins, bins.counts(positions)), sideways, 1);
        }
        var size = Json.number(binned, "size", 1);
        var start = Json.number(binned, "start", 0);
        var bins = new Bins(start, size, (int) Math.round((Json.number(binned, "end", 1) - start) / size));
        var counts = bins.counts(Numbers.of(values));
        return rectangles(index, middles(bins), normed(trace, bins, counts), sideways, size);
    }

    private static double[] middles(Bins bins) {
        var middles = new double[bins.count()];
        Arrays.setAll(middles, i -> bins.start() + (i + 0.5) * bins.size());
        return middles;
    }

    private static double[] normed(Map<String, Object> trace, Bins bins, double[] counts) {
        var sum = Arrays.stream(counts).sum();
        var divisor =
                switch (Json.text(trace, "histnorm", "")) {
                    case "percent" -> sum / 100;
                    case "probability" -> sum;
                    case "density" -> bins.size();
                    case "probability density" -> sum * bins.size();
                    default -> 1;
                };
        return Arrays.stream(counts).map(count -> count / divisor).toArray();
    }

    private Rectangles rectangles(int index, double[] places, double[] values, boolean sideways, double distance) {
        var rectangles = new Rectangles();
        var grouped = barMode.equals("group");
        var width = distance * (1 - gap) / (grouped ? traces.size() : 1);
        var shift = grouped ? width * (index - (traces.size() - 1) / 2.0) : 0;
        for (int i = 0; i < Math.min(places.length, values.length); i++) {
            var from = base(places[i], values[i]);
            var low = places[i] + shift - width / 2;
            if (sideways) {
                rectangles.add(from, from + values[i], low, low + width);
            } else {
                rectangles.add(low, low + width, from, from + values[i]);
            }
        }
        return rectangles;
    }

    /** Where the bar begins: at 0 or, in a stack, where the last one of its sign ended. */
    private double base(double place, double value) {
        if (!barMode.equals("stack") && !barMode.equals("relative")) {
            return 0;
        }
        var key = place + (value < 0 ? "-" : "+");
        var base = stacks.getOrDefault(key, 0.0);
        stacks.put(key, base + (Double.isFinite(value) ? value : 0));
        return base;
    }

    private static double distance(double[] places) {
        var sorted = Arrays.stream(places)
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
        var least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            least = Math.min(least, sorted[i] - sorted[i - 1]);
        }
        return Double.isInfinite(least) ? 1 : least;
    }

    @Override
    public Extent x() {
        return bars.stream().map(bar -> bar.x(sideways() ? 0 : Double.NaN)).reduce(Extent.NONE, Extent::and);
    }

    @Override
    public Extent y() {
        return bars.stream().map(bar -> bar.y(sideways() ? Double.NaN : 0)).reduce(Extent.NONE, Extent::and);
    }

    private boolean sideways() {
        return traces.stream()
                .anyMatch(trace -> "h".equals(trace.get("orientation"))
                        || trace.get("type").equals("histogram") && !trace.containsKey("x"));
    }

    @Override
    public void addTo(XYPlot plot, int yAxis) {
        for (int i = 0; i < bars.size(); i++) {
            Marks.add(plot, yAxis, bars.get(i), new RectangleRenderer(new Style(traces.get(i))::color));
        }
    }
}
