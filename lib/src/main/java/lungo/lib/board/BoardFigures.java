package lungo.lib.board;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import lungo.lib.display.Bundle;
import lungo.lib.plot.Bins;
import lungo.lib.plot.FigureRendering;
import lungo.lib.plot.PlotlyJson;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** The figures that a board makes of numbers. */
final class BoardFigures {
    /** Where a gallery and a text card have their titles, in pixels from the left, and their middle from the top. */
    private static final double EDGE = 16;

    private static final double MIDDLE = 19.5;
    private static final int TITLE_SIZE = 16;
    private static final int MOST_TICKS = 10;

    private BoardFigures() {}

    /**
     * A figure's JSON in another size, its title at the window's left edge, where other windows have theirs: its own, or
     * else the window's name.
     */
    static Bundle bundle(Map<?, ?> figure, String name, int width, int height) {
        var layout = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) figure.get("layout")).forEach((key, value) -> layout.put(String.valueOf(key), value));
        var title = new LinkedHashMap<String, Object>(Map.of("text", name, "font", Map.of("size", TITLE_SIZE)));
        if (layout.get("title") instanceof Map<?, ?> own) {
            own.forEach((key, value) -> title.put(String.valueOf(key), value));
        }
        title.putAll(Map.of("x", EDGE / width, "xanchor", "left", "y", 1 - MIDDLE / height, "yanchor", "middle"));
        layout.putAll(Map.of("width", width, "height", height, "title", title));
        var sized = new LinkedHashMap<String, Object>();
        sized.put("data", figure.get("data"));
        sized.put("layout", layout);
        return FigureRendering.bundle(PlotlyJson.resized(sized));
    }

    static Figure heatmap(String title, double[][] rows) {
        var columns = rows.length == 0 ? 0 : rows[0].length;
        if (columns == 0 || Arrays.stream(rows).anyMatch(row -> row.length != columns)) {
            throw new IllegalArgumentException("The window " + title + " got rows of "
                    + Arrays.toString(
                            Arrays.stream(rows).mapToInt(row -> row.length).toArray())
                    + " values. Pass rows of one length, at least 1.");
        }
        var fromTop = axis(rows.length).autoRange(Axis.AutoRange.REVERSED).build();
        var layout = layout(title).xAxis(axis(columns).build()).yAxis(fromTop).build();
        return new Figure(
                layout,
                HeatmapTrace.builder(numbers(columns), numbers(rows.length), rows)
                        .build());
    }

    /** An axis of rows or columns, of which a few are told one by one: there is none of number 0.5. */
    private static Axis.AxisBuilder axis(int count) {
        var axis = Axis.builder();
        return count > MOST_TICKS
                ? axis
                : axis.tickSettings(TickSettings.builder().dTick(1).build());
    }

    /** Bars of what was counted: a board that is saved must not keep a million weights. */
    static Figure histogram(String title, double... values) {
        var bins = Bins.of(values, 0);
        var middles = IntStream.range(0, bins.count())
                .mapToDouble(i -> bins.start() + (i + 0.5) * bins.size())
                .toArray();
        return new Figure(
                layout(title).yAxis(Axis.builder().title("count").build()).build(),
                BarTrace.builder(
                                IntStream.range(0, middles.length)
                                        .mapToObj(i -> (Object) middles[i])
                                        .toArray(),
                                bins.counts(values))
                        .build());
    }

    private static Layout.LayoutBuilder layout(String title) {
        return Layout.builder(title).width(BoardDrawing.WIDTH).height(BoardDrawing.HEIGHT);
    }

    private static Object[] numbers(int count) {
        return IntStream.range(0, count).boxed().toArray();
    }
}
