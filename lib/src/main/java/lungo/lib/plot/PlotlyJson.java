package lungo.lib.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** A figure's JSON that was given another size: its legend stands where there is room for it now. */
    public static Map<String, Object> resized(Map<String, Object> figure) {
        var layout = new LinkedHashMap<>(Json.object(figure, "layout"));
        var margin = new LinkedHashMap<>(Json.object(layout, "margin"));
        if (layout.remove("legend") != null) {
            margin.remove("r");
            layout.put("margin", margin);
        }
        LegendPlace.apply(SvgChart.traces(figure), layout);
        return new Json().put("data", figure.get("data")).put("layout", layout).tree();
    }

    /** A figure of {@code traces} under {@code layout}, both in Plotly's JSON; the theme fills what they leave open. */
    static Map<String, Object> figure(List<Map<String, Object>> traces, Map<String, Object> layout) {
        Theme.apply(traces, layout);
        return new Json().put("data", traces).put("layout", layout).tree();
    }
}
