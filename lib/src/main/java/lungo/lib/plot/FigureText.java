package lungo.lib.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures in words: for frontends that show text only, and for people who hear what others see. */
public final class FigureText {
    /** The member of a layout, Plotly's own, in which a figure says in words what it shows; it replaces the traces'. */
    static final String WORDS = "meta";

    private static final int MOST_TRACES = 8;

    private FigureText() {}

    /** The figure in one line. */
    static String line(Map<String, Object> figure) {
        var title = title(figure);
        var words = Json.text(Json.object(figure, "layout"), WORDS, "");
        if (!words.isEmpty()) {
            return title + ": " + words;
        }
        var traces = SvgChart.traces(figure).stream()
                .limit(MOST_TRACES)
                .map(FigureText::trace)
                .collect(Collectors.joining("; "));
        return title.isEmpty() ? "Figure: " + traces : title + ": " + traces;
    }

    /** The figure in lines: its title and axes, then each trace. */
    static String lines(Map<String, Object> figure) {
        var traces = SvgChart.traces(figure);
        var layout = Json.object(figure, "layout");
        var title = title(figure);
        var head = (title.isEmpty() ? "Figure" : title) + axes(layout);
        var words = Json.text(layout, WORDS, "");
        if (!words.isEmpty()) {
            return head + words.lines().map(line -> "\n  " + line).collect(Collectors.joining());
        }
        var rest = traces.size() > MOST_TRACES ? "\n  … " + (traces.size() - MOST_TRACES) + " more" : "";
        return traces.stream()
                        .limit(MOST_TRACES)
                        .map(trace -> "\n  " + trace(trace))
                        .collect(Collectors.joining("", head, ""))
                + rest;
    }

    private static String title(Map<String, Object> figure) {
        return Json.text(Json.object(figure, "layout", "title"), "text", "");
    }

    private static String axes(Map<String, Object> layout) {
        var x = Json.text(Json.object(layout, "xaxis", "title"), "text", "");
        var y = Json.text(Json.object(layout, "yaxis", "title"), "text", "");
        return x.isEmpty() || y.isEmpty() ? "" : " (" + y + " over " + x + ")";
    }

    private static String trace(Map<String, Object> trace) {
        var type = String.valueOf(trace.get("type"));
        var kind = type.equals("scatter") && Json.text(trace, "mode", "").contains("lines") ? "line" : type;
        var name = Json.text(trace, "name", "");
        var what = name.isEmpty() ? kind : name + ", " + kind;
        return switch (type) {
            case "heatmap", "contour" -> what + ", " + grid(Json.list(trace, "z"));
            case "pie" -> what + " of " + Json.list(trace, "labels").size() + " parts";
            default -> what + points(trace);
        };
    }

    private static String grid(List<?> rows) {
        var columns = rows.isEmpty() ? 0 : ((List<?>) rows.get(0)).size();
        return rows.size() + " × " + columns + " cells";
    }

    private static String points(Map<String, Object> trace) {
        var axis = trace.containsKey("y") && !"h".equals(trace.get("orientation")) ? "y" : "x";
        var values = Json.list(trace, axis);
        var extent = Extent.of(Numbers.of(values), false);
        var count = " of " + values.size() + (values.size() == 1 ? " value" : " values");
        return extent.isEmpty() ? count : count + ", " + number(extent.low()) + " to " + number(extent.high());
    }

    /** {@code value} with about four digits, and no more than it needs. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        var size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) {
            return String.valueOf((long) value);
        }
        if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        var rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
