package lungo.lib.board;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lungo.lib.display.Bundle;
import lungo.lib.plot.FigureText;
import lungo.lib.plot.PlotlyJson;
import lungo.lib.plot.Series;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** A window of curves that grow. Callable from any thread. */
public final class LineWindow extends Window {
    static final String KIND = "line";

    /** A figure gets no more points of a curve; the window keeps them all. */
    private static final int MOST_POINTS = 2000;

    /** A curve of more points than this is drawn as a line alone; of fewer, each point is seen. */
    private static final int MARKED = 30;

    private final Map<String, Series> curves = new LinkedHashMap<>();
    private final Runnable changed;
    private String xTitle = "step";
    private String yTitle = "";
    private boolean log;
    private int version;

    LineWindow(String name, Runnable changed) {
        super(name);
        this.changed = changed;
    }

    /** Appends a point to the curve that has the window's name; a y that is not finite breaks the line. */
    public LineWindow append(double x, double y) {
        return append(name(), x, y);
    }

    /** Appends a point to a curve, which begins with its first. */
    public LineWindow append(String curve, double x, double y) {
        return change(() -> curve(curve).add(x, y));
    }

    /** Appends many points at once. Throws IllegalArgumentException where the arrays differ in length. */
    public LineWindow append(String curve, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("The curve " + curve + " got " + x.length + " values of x and "
                    + y.length + " of y. Pass one y for each x.");
        }
        return change(() -> {
            for (int i = 0; i < x.length; i++) {
                curve(curve).add(x[i], y[i]);
            }
        });
    }

    /** Titles the axes; an empty title leaves one without. Without this call they are "step" and none. */
    public LineWindow titles(String x, String y) {
        return change(() -> {
            xTitle = x;
            yTitle = y;
        });
    }

    /** Makes the y axis logarithmic. */
    public LineWindow log() {
        return change(() -> log = true);
    }

    /** Takes all curves away, so that a training that is run again begins anew. */
    public LineWindow clear() {
        return change(curves::clear);
    }

    /** Takes a curve away, if it is there. */
    public LineWindow remove(String curve) {
        return change(() -> curves.remove(curve));
    }

    /** The names of the curves. */
    public synchronized List<String> curves() {
        return List.copyOf(curves.keySet());
    }

    /** All x of a curve, a copy. Throws IllegalArgumentException where there is no such curve. */
    public synchronized double[] x(String curve) {
        return existing(curve).x();
    }

    /** All y of a curve, a copy. Throws IllegalArgumentException where there is no such curve. */
    public synchronized double[] y(String curve) {
        return existing(curve).y();
    }

    private Series existing(String curve) {
        if (!curves.containsKey(curve)) {
            throw new IllegalArgumentException(
                    "The window " + name() + " has no curve " + curve + ", only " + curves.keySet() + ".");
        }
        return curves.get(curve);
    }

    private Series curve(String curve) {
        return curves.computeIfAbsent(curve, key -> new Series());
    }

    private LineWindow change(Runnable edit) {
        synchronized (this) {
            edit.run();
            version++;
        }
        // Outside the lock: the board asks this window for its curves while it draws.
        changed.run();
        return this;
    }

    @Override
    Bundle bundle(int width, int height) {
        return BoardFigures.bundle(PlotlyJson.of(figure()), name(), width, height);
    }

    /** The curves as a Tablesaw figure; of one of over 2000 points, those that draw the same line. */
    public synchronized Figure figure() {
        var traces = new ArrayList<Trace>();
        curves.forEach((name, series) -> {
            var line = series.thinned(MOST_POINTS);
            var marks = line.size() <= MARKED ? ScatterTrace.Mode.LINE_AND_MARKERS : ScatterTrace.Mode.LINE;
            traces.add(ScatterTrace.builder(line.x(), line.y())
                    .mode(marks)
                    .name(name)
                    .build());
        });
        var y = Axis.builder().title(yTitle).type(log ? Axis.Type.LOG : Axis.Type.DEFAULT);
        var layout = Layout.builder(name(), xTitle)
                .yAxis(y.build())
                .showLegend(curves.size() > 1)
                .build();
        return new Figure(layout, traces.toArray(Trace[]::new));
    }

    @Override
    synchronized String line() {
        if (curves.isEmpty()) {
            return name() + " empty";
        }
        return curves.entrySet().stream()
                .map(curve -> (curve.getKey().equals(name()) ? "" : name() + " ")
                        + curve.getKey()
                        + " "
                        + FigureText.number(curve.getValue().lastY())
                        + " at "
                        + FigureText.number(curve.getValue().lastX()))
                .collect(Collectors.joining(", "));
    }

    @Override
    synchronized int version() {
        return version;
    }

    @Override
    synchronized JsonObject json() {
        var all = new JsonObject();
        curves.forEach((name, series) -> {
            var curve = new JsonObject();
            curve.add("x", JsonNumbers.of(series.x()));
            curve.add("y", JsonNumbers.of(series.y()));
            all.add(name, curve);
        });
        var json = new JsonObject();
        json.addProperty("kind", KIND);
        json.addProperty("x", xTitle);
        json.addProperty("y", yTitle);
        json.addProperty("log", log);
        json.add("curves", all);
        return json;
    }

    /** The window that {@link #json} gave; throws one of several RuntimeExceptions where it is none. */
    static LineWindow read(String name, JsonObject json, Runnable changed) {
        var window = new LineWindow(name, changed);
        window.xTitle = json.get("x").getAsString();
        window.yTitle = json.get("y").getAsString();
        window.log = json.get("log").getAsBoolean();
        json.getAsJsonObject("curves").entrySet().forEach(entry -> {
            var curve = entry.getValue().getAsJsonObject();
            var x = JsonNumbers.read(curve.getAsJsonArray("x"));
            var y = JsonNumbers.read(curve.getAsJsonArray("y"));
            window.append(entry.getKey(), x, y);
        });
        return window;
    }
}
