package lungo.lib.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Tablesaw figures as the JSON that plotly.js 3 reads. jsplot itself writes JavaScript for plotly.js 1 ({@code title} as
 * a string, {@code titlefont}), which no current frontend draws.
 */
public final class PlotlyJson {
    private PlotlyJson() {}

    /**
     * The figure as {@code {"data": [...], "layout": {...}}}: maps, lists, strings, finite numbers, booleans and nulls.
     * What the figure leaves open is set by this library's theme.
     */
    public static Map<String, Object> of(Figure figure) {
        var traces = new ArrayList<Map<String, Object>>();
        for (Trace trace : figure.getTraces()) {
            traces.add(TraceJson.of(trace));
        }
        return figure(traces, LayoutJson.of(figure.getLayout()));
    }

    /** A figure of {@code traces} under {@code layout}, both in Plotly's JSON; the theme fills what they leave open. */
    static Map<String, Object> figure(List<Map<String, Object>> traces, Map<String, Object> layout) {
        Theme.apply(traces, layout);
        return new Json().put("data", traces).put("layout", layout).tree();
    }
}
