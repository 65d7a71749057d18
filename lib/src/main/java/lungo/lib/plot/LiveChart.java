package lungo.lib.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import tech.tablesaw.plotly.components.Figure;

/**
 * Curves that move while a model trains. Shown at the first {@link #add}; drawn about twice a second on a thread of its
 * own, as SVG; {@link #close} leaves the whole figure, which Plotly makes zoomable.
 *
 * <pre>{@code
 * try (var chart = LiveChart.titled("Training").x("batch").panels("loss", "accuracy")) {
 *     chart.add("train loss", batch, loss);        // the panel whose name the series ends with
 *     chart.add("test accuracy", batch, accuracy);
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread. Where the loop ends by an error or an interrupt, try-with-resources
 * leaves what was drawn; without it, the figure is completed a minute after the last value.
 */
public final class LiveChart implements Live, AutoCloseable {
    /** Plotly gets no more points of a series: a notebook of a hundred thousand steps would not open. */
    private static final int MOST_POINTS = 4000;

    private static final int WIDTH = 860;
    private static final int HEIGHT = 360;

    private final Map<String, Series> series = new LinkedHashMap<>();
    private LiveFigure look;
    private LiveDrawer drawer;

    private LiveChart(LiveFigure look) {
        this.look = look;
    }

    /** A chart of one panel without an axis title, {@code step} along its x axis, 860 by 360 pixels. */
    public static LiveChart titled(String title) {
        return new LiveChart(new LiveFigure(title, "step", List.of(""), List.of(), WIDTH, HEIGHT));
    }

    /** Titles the x axis, of each panel. */
    public synchronized LiveChart x(String title) {
        look = new LiveFigure(look.title(), title, look.panels(), look.logPanels(), look.width(), look.height());
        return this;
    }

    /**
     * Lays out panels side by side, each with its name at its y axis. A series stands in the panel whose name it ends
     * with ("train loss" in "loss"), else in the first. Throws IllegalArgumentException unless there are 1 to 4 names.
     */
    public synchronized LiveChart panels(String... names) {
        if (names.length < 1 || names.length > LiveFigure.MOST_PANELS) {
            throw new IllegalArgumentException(
                    "A live chart has 1 to 4 panels, not " + names.length + ". Use a second chart for the others.");
        }
        look = new LiveFigure(
                look.title(), look.xTitle(), List.of(names), look.logPanels(), look.width(), look.height());
        return this;
    }

    /** Makes the y axes of these panels logarithmic. Throws IllegalArgumentException for a name that is no panel. */
    public synchronized LiveChart log(String... names) {
        for (var name : names) {
            if (!look.panels().contains(name)) {
                throw new IllegalArgumentException("No panel is named " + name + ", only " + look.panels()
                        + ". Call panels(...) before log(...).");
            }
        }
        look = new LiveFigure(look.title(), look.xTitle(), look.panels(), List.of(names), look.width(), look.height());
        return this;
    }

    /** Sets the size of the whole chart in pixels. */
    public synchronized LiveChart size(int width, int height) {
        look = new LiveFigure(look.title(), look.xTitle(), look.panels(), look.logPanels(), width, height);
        return this;
    }

    /** Appends a point to {@code name}'s series, which begins with its first; a y that is not finite breaks the line. */
    public LiveChart add(String name, double x, double y) {
        LiveDrawer mine;
        synchronized (this) {
            series.computeIfAbsent(name, key -> new Series()).add(x, y);
            if (drawer == null) {
                // Shown by this thread, so that it stands where the cell has come to; drawn by the other.
                drawer = new LiveDrawer(this, Output.display(new Bundle(placeholder())));
            }
            mine = drawer;
        }
        mine.changed();
        return this;
    }

    /** The chart so far as a Tablesaw figure; of a series of over 4000 points, those that draw the same line. */
    public Figure figure() {
        var points = new LinkedHashMap<String, Points>();
        LiveFigure now;
        // Copied under the lock and drawn outside it: the training waits for the copy only.
        synchronized (this) {
            series.forEach((name, values) -> points.put(name, values.points(MOST_POINTS)));
            now = look;
        }
        return now.figure(points);
    }

    /** The whole figure, for Plotly, as SVG and in words. */
    @Override
    public Bundle bundle() {
        return FigureRendering.bundle(PlotlyJson.of(figure()));
    }

    @Override
    public Bundle progress() {
        var data = new LinkedHashMap<String, Object>();
        SvgChart.of(PlotlyJson.of(figure())).ifPresent(svg -> data.put(Bundle.SVG, svg));
        data.put(Bundle.TEXT, line());
        return new Bundle(data);
    }

    /** Draws the chart a last time and leaves the whole figure; further values begin to move it again. */
    @Override
    public void close() {
        LiveDrawer last;
        synchronized (this) {
            last = drawer;
        }
        if (last != null) {
            last.finish();
        }
    }

    private synchronized String line() {
        var values = series.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + FigureText.number(entry.getValue().lastY()))
                .collect(Collectors.joining(", "));
        var at = series.values().stream().mapToDouble(Series::lastX).max().orElse(0);
        return look.title() + ": " + values + " at " + look.xTitle() + " " + FigureText.number(at);
    }

    /** A blank card of the chart's size, so that the page does not jump when the first curve comes. */
    private Map<String, Object> placeholder() {
        var svg = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"chart, not drawn yet\""
                        + " width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " style=\"max-width:100%%;height:auto\">"
                        + "<rect width=\"%1$d\" height=\"%2$d\" rx=\"4\" fill=\"white\"/></svg>",
                look.width(),
                look.height());
        return Map.of(Bundle.SVG, svg, Bundle.TEXT, line());
    }
}
