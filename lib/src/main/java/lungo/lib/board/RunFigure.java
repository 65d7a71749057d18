package lungo.lib.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lungo.lib.plot.Palette;
import lungo.lib.plot.Series;
import lungo.lib.train.History;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** One measure of several runs, smoothed by a weight from 0 to less than 1. */
record RunFigure(String measure, double smoothing) {
    private static final int MOST_POINTS = 2000;
    private static final int MARKED = 30;
    private static final double PALE = 0.25;

    Figure of(Map<String, History> runs) {
        var pale = new ArrayList<Trace>();
        var strong = new ArrayList<Trace>();
        runs.forEach((name, history) -> {
            var color = Palette.COLORWAY.get(strong.size() % Palette.COLORWAY.size());
            var points = new Measure(measure).points(history);
            if (smoothing > 0) {
                pale.add(trace(name, series(points), color)
                        .opacity(PALE)
                        .showLegend(false)
                        .build());
            }
            strong.add(trace(name, smooth(points), color).build());
        });
        pale.addAll(strong);
        var layout = Layout.builder(measure, "epoch").showLegend(runs.size() > 1);
        return new Figure(layout.build(), pale.toArray(Trace[]::new));
    }

    private static ScatterTrace.ScatterBuilder trace(String name, Series all, String color) {
        var series = all.thinned(MOST_POINTS);
        return ScatterTrace.builder(series.x(), series.y())
                .mode(series.size() <= MARKED ? ScatterTrace.Mode.LINE_AND_MARKERS : ScatterTrace.Mode.LINE)
                .name(name)
                .line(Line.builder().color(color).width(2).build())
                .marker(Marker.builder().color(color).build());
    }

    private static Series series(List<Measure.Point> points) {
        var series = new Series();
        points.forEach(point -> series.add(point.epoch(), point.value()));
        return series;
    }

    /** The exponential mean, divided by the weights so far, so that it does not begin at zero. Source: TensorBoard. */
    private Series smooth(List<Measure.Point> points) {
        var series = new Series();
        var mean = 0.0;
        var weights = 0.0;
        for (var point : points) {
            if (Double.isFinite(point.value())) {
                mean = smoothing * mean + (1 - smoothing) * point.value();
                weights = smoothing * weights + (1 - smoothing);
            }
            series.add(point.epoch(), Double.isFinite(point.value()) ? mean / weights : point.value());
        }
        return series;
    }
}
