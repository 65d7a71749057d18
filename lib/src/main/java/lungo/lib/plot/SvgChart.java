package lungo.lib.plot;

import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jfree.chart.text.TextUtils;
import tech.tablesaw.plotly.components.Figure;

/**
 * Figures as static SVG, for handouts, for frontends without Plotly, and for pictures that move while a model trains.
 * Drawn from the same JSON that Plotly gets, by JFreeChart.
 */
public final class SvgChart {
    private static final Set<String> DRAWN =
            Set.of("scatter", "bar", "histogram", "histogram2d", "heatmap", "box", "pie");

    private SvgChart() {}

    /**
     * The figure as an SVG document of the figure's size in pixels; empty where it holds a trace that only Plotly draws
     * (3D, contours, violins, prices, dates) or this Java cannot lay out text.
     */
    public static Optional<String> of(Figure figure) {
        return of(PlotlyJson.of(figure));
    }

    /** As {@link #of(Figure)}, from the JSON of {@link PlotlyJson}. */
    static synchronized Optional<String> of(Map<String, Object> figure) {
        // One at a time: Batik formats numbers with a shared DecimalFormat, which two threads would garble.
        var traces = traces(figure);
        if (!Drawing.isPossible() || !traces.stream().allMatch(SvgChart::isDrawn)) {
            return Optional.empty();
        }
        var layout = Json.object(figure, "layout");
        var frame = Frame.of(layout);
        // Ids are shared by all SVGs of a page: they carry a hash of what they belong to.
        var id = "c" + Integer.toHexString(figure.hashCode()) + "-";
        var canvas = new SvgCanvas(frame.width(), frame.height(), id);
        TextUtils.setUseDrawRotatedStringWorkaround(false);
        paper(canvas, layout, frame);
        title(canvas, layout, frame);
        panels(canvas, layout, frame, traces);
        pies(canvas, frame, traces);
        LegendDrawing.draw(canvas, traces, layout, frame);
        return Optional.of(canvas.svg(FigureText.line(figure)));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> traces(Map<String, Object> figure) {
        return Json.list(figure, "data").stream()
                .map(trace -> (Map<String, Object>) trace)
                .filter(trace -> !Boolean.FALSE.equals(trace.get("visible")))
                .toList();
    }

    private static boolean isDrawn(Map<String, Object> trace) {
        var summed = "histogram".equals(trace.get("type")) && trace.containsKey("x") && trace.containsKey("y");
        return DRAWN.contains(String.valueOf(trace.get("type"))) && !summed;
    }

    private static void paper(SvgCanvas canvas, Map<String, Object> layout, Frame frame) {
        canvas.setPaint(Palette.color(Json.text(layout, "paper_bgcolor", Palette.PAPER)));
        canvas.fill(new RoundRectangle2D.Double(0, 0, frame.width(), frame.height(), 8, 8));
        var plot = Json.text(layout, "plot_bgcolor", Palette.PAPER);
        if (!plot.equals(layout.get("paper_bgcolor"))) {
            canvas.setPaint(Palette.color(plot));
            canvas.fill(frame.plot());
        }
    }

    private static void title(SvgCanvas canvas, Map<String, Object> layout, Frame frame) {
        var title = Json.object(layout, "title");
        if (!title.isEmpty()) {
            canvas.setFont(SvgCanvas.font(Json.number(Json.object(title, "font"), "size", Theme.TITLE_SIZE)));
            canvas.setPaint(Palette.color(Json.text(Json.object(title, "font"), "color", Palette.TEXT)));
            canvas.anchor(SvgCanvas.Anchor.START);
            var x = Json.number(title, "x", 0) * frame.width();
            var y = (1 - Json.number(title, "y", 1)) * frame.height() + 5.5;
            canvas.drawString(Json.text(title, "text", ""), (float) x, (float) y);
        }
    }

    /** The panels by the names of their axes: the x axis, and the y axis that others may be laid over. */
    private static Map<List<String>, Panel> panels(Map<String, Object> layout, List<Map<String, Object>> traces) {
        var groups = new LinkedHashMap<List<String>, List<Map<String, Object>>>();
        for (var trace : traces) {
            if (Theme.isCartesian(trace)) {
                var axes = List.of(Theme.axisName(trace, "x"), base(layout, Theme.axisName(trace, "y")));
                groups.computeIfAbsent(axes, key -> new ArrayList<>()).add(trace);
            }
        }
        var panels = new LinkedHashMap<List<String>, Panel>();
        groups.forEach((axes, own) -> {
            var yNames = new ArrayList<>(List.of(axes.get(1)));
            own.stream()
                    .map(trace -> Theme.axisName(trace, "y"))
                    .filter(name -> !yNames.contains(name))
                    .forEach(yNames::add);
            panels.put(axes, new Panel(layout, axes.get(0), yNames, own));
        });
        return panels;
    }

    private static String base(Map<String, Object> layout, String yName) {
        var over = Json.text(Json.object(layout, yName), "overlaying", "");
        return over.isEmpty() ? yName : "yaxis" + over.substring(1);
    }

    private static void panels(
            SvgCanvas canvas, Map<String, Object> layout, Frame given, List<Map<String, Object>> traces) {
        var panels = panels(layout, traces);
        var left = 0.0;
        var below = 0.0;
        for (var entry : panels.entrySet()) {
            var area = area(given, layout, entry.getKey());
            if (area.getX() <= given.plot().getX() + 1) {
                left = Math.max(left, entry.getValue().roomLeft(canvas, area.getHeight()));
            }
            if (area.getMaxY() >= given.plot().getMaxY() - 1) {
                below = Math.max(below, entry.getValue().roomBelow(canvas, area.getWidth()));
            }
        }
        var frame = given.with(left, below);
        panels.forEach((axes, panel) -> {
            var area = area(frame, layout, axes);
            panel.draw(canvas, area);
            if (panel.heat() != null) {
                var heat = traces.stream().filter(Theme::hasScale).findFirst().orElseThrow();
                ColorBarDrawing.draw(canvas, heat, panel.heat().values(), area);
            }
        });
    }

    private static Rectangle2D area(Frame frame, Map<String, Object> layout, List<String> axes) {
        return frame.area(
                Json.list(Json.object(layout, axes.get(0)), "domain"),
                Json.list(Json.object(layout, axes.get(1)), "domain"));
    }

    private static void pies(SvgCanvas canvas, Frame frame, List<Map<String, Object>> traces) {
        for (var trace : traces) {
            if ("pie".equals(trace.get("type"))) {
                var domain = Json.object(trace, "domain");
                PieDrawing.draw(canvas, trace, frame.area(Json.list(domain, "x"), Json.list(domain, "y")));
            }
        }
    }
}
