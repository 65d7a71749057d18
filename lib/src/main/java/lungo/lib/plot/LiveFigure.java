package lungo.lib.plot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** How a live chart looks: its title, its panels side by side, and which series stands where. */
record LiveFigure(String title, String xTitle, List<String> panels, List<String> logPanels, int width, int height) {
    /** jsplot's Layout has four y axes. */
    static final int MOST_PANELS = 4;

    /** A series of more points than this is drawn as a line alone; of fewer, each point is seen. */
    private static final int MARKED = 30;

    /** A series of more points than this is drawn thin: its noise would else be a band. */
    private static final int DENSE = 400;

    /** The figure of {@code series} by their names; of many points, those that draw the same line. */
    Figure figure(Map<String, Points> series) {
        var filled = filled(series.keySet());
        return filled.equals(panels)
                ? whole(series)
                : new LiveFigure(title, xTitle, filled, logPanels, width, height).whole(series);
    }

    /** The panels that have something to show: the others would stand empty, for a measure that nobody took. */
    private List<String> filled(Collection<String> series) {
        var used = series.stream().map(this::panel).collect(Collectors.toSet());
        var filled = IntStream.range(0, panels.size())
                .filter(used::contains)
                .mapToObj(panels::get)
                .toList();
        return filled.isEmpty() ? panels : filled;
    }

    private Figure whole(Map<String, Points> series) {
        var labels = new LinkedHashSet<String>();
        var traces = new ArrayList<Trace>();
        series.forEach((name, points) -> {
            var isNew = labels.add(label(name));
            var color = new ArrayList<>(labels).indexOf(label(name)) % Palette.COLORWAY.size();
            traces.add(trace(name, points, isNew, Palette.COLORWAY.get(color)));
        });
        return new Figure(layout(labels.size() > 1), traces.toArray(new Trace[0]));
    }

    /** The panel of a series: the one whose name ends the series' own, else the first. */
    private int panel(String series) {
        for (int i = 0; i < panels.size(); i++) {
            if (series.equals(panels.get(i)) || series.endsWith(" " + panels.get(i))) {
                return i;
            }
        }
        return 0;
    }

    /** The series' name in the legend: without its panel's, which the axis says. */
    private String label(String series) {
        var panel = panels.get(panel(series));
        return series.endsWith(" " + panel) ? series.substring(0, series.length() - panel.length() - 1) : series;
    }

    private ScatterTrace trace(String series, Points points, boolean inLegend, String color) {
        var count = points.getItemCount(0);
        var x = IntStream.range(0, count)
                .mapToDouble(i -> points.getXValue(0, i))
                .toArray();
        var y = IntStream.range(0, count)
                .mapToDouble(i -> points.getYValue(0, i))
                .toArray();
        var panel = panel(series);
        var builder = ScatterTrace.builder(x, y)
                .mode(count <= MARKED ? ScatterTrace.Mode.LINE_AND_MARKERS : ScatterTrace.Mode.LINE)
                .name(label(series))
                .line(Line.builder().color(color).width(count > DENSE ? 1.2 : 2).build())
                .marker(Marker.builder().color(color).build())
                .showLegend(inLegend);
        if (panel > 0) {
            builder.xAxis("x" + (panel + 1)).yAxis(ScatterTrace.YAxis.values()[panel]);
        }
        return builder.build();
    }

    private Layout layout(boolean legend) {
        var builder = Layout.builder(title, xTitle).width(width).height(height).showLegend(legend);
        var axes = panels.stream().map(this::axis).toList();
        builder.yAxis(axes.get(0));
        if (axes.size() > 1) {
            builder.yAxis2(axes.get(1)).grid(grid(axes.size()));
        }
        if (axes.size() > 2) {
            builder.yAxis3(axes.get(2));
        }
        if (axes.size() > 3) {
            builder.yAxis4(axes.get(3));
        }
        return builder.build();
    }

    private Axis axis(String panel) {
        return Axis.builder()
                .title(panel)
                .type(logPanels.contains(panel) ? Axis.Type.LOG : Axis.Type.DEFAULT)
                .build();
    }

    private static Grid grid(int columns) {
        return Grid.builder()
                .rows(1)
                .columns(columns)
                .pattern(Grid.Pattern.INDEPENDENT)
                .xGap(0.22)
                .build();
    }
}
