package lungo.lib.plot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.BoxTrace;
import tech.tablesaw.plotly.traces.ContourTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.Histogram2DTrace;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.PieTrace;
import tech.tablesaw.plotly.traces.Scatter3DTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.ViolinTrace;

/** One figure of every kind that the course draws. */
final class Figures {
    private Figures() {}

    static Map<String, Figure> all() {
        var all = new LinkedHashMap<String, Figure>();
        all.put("lines", lines());
        all.put("log", log());
        all.put("area", area());
        all.put("markers", markers());
        all.put("bars", bars());
        all.put("stack", stack());
        all.put("sideways", sideways());
        all.put("histogram", histogram());
        all.put("histogram2d", histogram2d());
        all.put("heatmap", heatmap());
        all.put("overlay", overlay());
        all.put("box", box());
        all.put("pie", pie());
        all.put("secondary", secondary());
        all.put("grid", grid());
        all.put("scatter3d", scatter3d());
        all.put("violin", violin());
        all.put("contour", contour());
        return all;
    }

    static double[] range(int count, double from, double step) {
        return IntStream.range(0, count).mapToDouble(i -> from + i * step).toArray();
    }

    static double[] noise(int count, long seed) {
        return new Random(seed).doubles(count).map(u -> u - 0.5).toArray();
    }

    static double[] gaussian(int count, long seed) {
        var random = new Random(seed);
        return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    static double[] falling(int count, double end, long seed) {
        var noise = noise(count, seed);
        return IntStream.range(0, count)
                .mapToDouble(i -> end + 2.2 * Math.exp(-i / 40.0) + 0.08 * noise[i])
                .toArray();
    }

    static ScatterTrace line(String name, double[] x, double[] y) {
        return ScatterTrace.builder(x, y)
                .mode(ScatterTrace.Mode.LINE)
                .name(name)
                .build();
    }

    static Figure lines() {
        var x = range(200, 0, 1);
        return new Figure(
                Layout.builder("Loss while training", "step", "loss")
                        .width(760)
                        .height(420)
                        .build(),
                line("train loss", x, falling(200, 0.1, 1)),
                line("test loss", x, falling(200, 0.25, 2)));
    }

    static Figure log() {
        var x = range(60, 1, 1);
        var y = IntStream.range(0, 60).mapToDouble(i -> Math.pow(10, -i / 12.0)).toArray();
        var axis = Axis.builder().title("error").type(Axis.Type.LOG).build();
        return new Figure(
                Layout.builder("A logarithmic axis", "step").yAxis(axis).build(),
                ScatterTrace.builder(x, y)
                        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                        .name("error")
                        .line(Line.builder()
                                .dash(Line.Dash.DASH)
                                .color("#d62728")
                                .width(1.5)
                                .build())
                        .build());
    }

    static Figure area() {
        var x = range(100, -3, 0.06);
        var y = IntStream.range(0, 100)
                .mapToDouble(i -> Math.exp(-x[i] * x[i] / 2) / Math.sqrt(2 * Math.PI))
                .toArray();
        return new Figure(
                Layout.builder("The normal density", "x", "p(x)").build(),
                ScatterTrace.builder(x, y)
                        .mode(ScatterTrace.Mode.LINE)
                        .fill(ScatterTrace.Fill.TO_ZERO_Y)
                        .build());
    }

    static Figure markers() {
        var x = gaussian(300, 3);
        var y = gaussian(300, 4);
        var colors = IntStream.range(0, 300).mapToDouble(i -> x[i] * y[i]).toArray();
        return new Figure(
                Layout.builder("Points in colours", "first", "second").build(),
                ScatterTrace.builder(x, y)
                        .name("points")
                        .marker(Marker.builder()
                                .size(9)
                                .color(colors)
                                .colorScale(Marker.Palette.VIRIDIS)
                                .opacity(0.8)
                                .build())
                        .build(),
                ScatterTrace.builder(new double[] {0}, new double[] {0})
                        .name("origin")
                        .marker(Marker.builder()
                                .size(14)
                                .color("#d62728")
                                .symbol(Symbol.DIAMOND)
                                .build())
                        .build());
    }

    static Figure bars() {
        var names = new Object[] {"plane", "car", "bird", "cat", "deer"};
        return new Figure(
                Layout.builder("Accuracy by class", "class", "accuracy").build(),
                BarTrace.builder(names, new double[] {0.81, 0.9, 0.62, 0.55, 0.7})
                        .name("small")
                        .build(),
                BarTrace.builder(names, new double[] {0.86, 0.93, 0.74, 0.66, 0.81})
                        .name("large")
                        .build());
    }

    static Figure stack() {
        var names = new Object[] {"a rather long class name", "another long class name", "a third one, longer still"};
        return new Figure(
                Layout.builder("Stacked", "", "count")
                        .width(420)
                        .height(380)
                        .barMode(Layout.BarMode.STACK)
                        .build(),
                BarTrace.builder(names, new double[] {3, 4, 5}).name("right").build(),
                BarTrace.builder(names, new double[] {1, 0, 2}).name("wrong").build());
    }

    static Figure sideways() {
        return new Figure(
                Layout.builder("Time of each stage", "seconds").build(),
                BarTrace.builder(new Object[] {"load", "train", "test"}, new double[] {3, 41, 6})
                        .orientation(BarTrace.Orientation.HORIZONTAL)
                        .build());
    }

    static Figure histogram() {
        return new Figure(
                Layout.builder("Weights before training", "weight", "count").build(),
                HistogramTrace.builder(gaussian(2000, 5)).build());
    }

    static Figure histogram2d() {
        return new Figure(
                Layout.builder("Two dimensions", "x", "y").build(),
                Histogram2DTrace.builder(gaussian(4000, 6), gaussian(4000, 7)).build());
    }

    static double[][] valley(int size) {
        var z = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                var x = -2 + 4.0 * column / (size - 1);
                var y = -2 + 4.0 * row / (size - 1);
                z[row][column] = x * x / 2 + 2 * y * y;
            }
        }
        return z;
    }

    static Object[] boxed(double[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> (Object) values[i])
                .toArray();
    }

    static Figure heatmap() {
        var places = new Object[] {"a", "b", "c"};
        return new Figure(
                Layout.builder("A small heat map").width(460).height(420).build(),
                HeatmapTrace.builder(places, places, new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, Double.NaN}})
                        .build());
    }

    static Figure overlay() {
        var axis = boxed(range(81, -2, 0.05));
        var path = range(20, 0, 1);
        var x = IntStream.range(0, 20).mapToDouble(i -> 1.9 * Math.pow(0.8, i)).toArray();
        var y = IntStream.range(0, 20)
                .mapToDouble(i -> -1.5 * Math.pow(-0.6, i))
                .toArray();
        assert path.length == x.length;
        return new Figure(
                Layout.builder("Gradient descent in a valley", "w1", "w2").build(),
                HeatmapTrace.builder(axis, axis, valley(81)).build(),
                ScatterTrace.builder(x, y)
                        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                        .name("path")
                        .line(Line.builder().color("#ffffff").build())
                        .build());
    }

    static Figure box() {
        var groups = new Object[300];
        var values = gaussian(300, 8);
        for (int i = 0; i < 300; i++) {
            groups[i] = new String[] {"sigmoid", "tanh", "relu"}[i % 3];
            values[i] *= 1 + i % 3;
        }
        return new Figure(
                Layout.builder("Activations", "", "value").build(),
                BoxTrace.builder(groups, values).name("activation").build());
    }

    static Figure pie() {
        return new Figure(
                Layout.builder("Parameters by layer").width(560).height(380).build(),
                PieTrace.builder(new Object[] {"conv1", "conv2", "conv3", "linear"}, new double[] {9.5, 30, 45, 15.5})
                        .build());
    }

    static Figure secondary() {
        var x = range(50, 0, 1);
        var rate = IntStream.range(0, 50)
                .mapToDouble(i -> 0.1 * Math.pow(0.5, i / 15))
                .toArray();
        var right = Axis.builder()
                .title("learning rate")
                .overlaying(ScatterTrace.YAxis.Y)
                .side(Axis.Side.right)
                .build();
        return new Figure(
                Layout.builder("Loss and learning rate", "epoch", "loss")
                        .yAxis2(right)
                        .build(),
                line("loss", x, falling(50, 0.2, 9)),
                ScatterTrace.builder(x, rate)
                        .mode(ScatterTrace.Mode.LINE)
                        .line(Line.builder()
                                .shape(Line.Shape.HV)
                                .color("#7f7f7f")
                                .build())
                        .name("learning rate")
                        .yAxis(ScatterTrace.YAxis.Y2)
                        .build());
    }

    static Figure grid() {
        var x = range(100, 0, 1);
        var layout = Layout.builder("Training", "step", "loss")
                .yAxis2(Axis.builder().title("accuracy").build())
                .width(860)
                .height(360)
                .grid(Grid.builder()
                        .rows(1)
                        .columns(2)
                        .pattern(Grid.Pattern.INDEPENDENT)
                        .build())
                .build();
        var right = ScatterTrace.builder(DoubleColumn.create("x", x), DoubleColumn.create("y", falling(100, 0.3, 10)))
                .mode(ScatterTrace.Mode.LINE)
                .name("accuracy")
                .xAxis("x2")
                .yAxis(ScatterTrace.YAxis.Y2)
                .build();
        return new Figure(layout, line("loss", x, falling(100, 0.1, 11)), right);
    }

    static Figure scatter3d() {
        return new Figure(
                Layout.builder("Three dimensions").build(),
                Scatter3DTrace.builder(gaussian(20, 12), gaussian(20, 13), gaussian(20, 14))
                        .mode(Scatter3DTrace.Mode.MARKERS)
                        .build());
    }

    static Figure violin() {
        return new Figure(
                Layout.builder("Violin").build(),
                ViolinTrace.builder(new Object[] {"a", "a", "a"}, new double[] {1, 2, 4})
                        .boxPlot(true)
                        .build());
    }

    static Figure contour() {
        var axis = boxed(range(9, -2, 0.5));
        return new Figure(
                Layout.builder("Contours").build(),
                ContourTrace.builder(axis, axis, valley(9)).build());
    }
}
