package lungo.lib.plot;

import java.util.Map;
import tech.tablesaw.plotly.traces.AbstractTrace.Visibility;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** A Tablesaw trace as Plotly's JSON. Source of the attributes: plotly.js 3 reference. */
final class TraceJson {
    private TraceJson() {}

    static Map<String, Object> of(Trace trace) {
        var fields = new Fields(trace);
        String type = fields.get("type");
        var json = common(fields, type);
        switch (type) {
            case "scatter" -> scatter(json, fields);
            case "candlestick", "ohlc" -> price(json, fields);
            case "bar" -> bar(json, fields);
            case "histogram" -> histogram(json, fields);
            case "histogram2d", "box" -> copy(json, fields, "x", "y");
            case "heatmap", "contour" -> copy(json, fields, "x", "y", "z");
            case "violin" -> violin(json, fields);
            case "pie" -> copy(json, fields, "labels", "values").put("domain", domain(fields.in("domain")));
            case "scatter3d" -> scatter3d(json, fields);
            default ->
                throw new IllegalArgumentException("Cannot turn a trace of type " + type
                        + " into Plotly's JSON. Build it from scatter, bar, histogram, box, heatmap or pie traces.");
        }
        return json.tree();
    }

    private static Json common(Fields trace, String type) {
        Visibility visible = trace.get("visible");
        var json = new Json()
                .put("type", type)
                .put("name", trace.get("name"))
                .put("showlegend", trace.get("showLegend"))
                .put("legendgroup", trace.get("legendGroup"))
                .putUnless(1.0, "opacity", trace.get("opacity"))
                .put("ids", trace.get("ids"))
                .put("hoverlabel", StyleJson.hoverLabel(trace.in("hoverLabel")));
        if (visible == Visibility.FALSE) {
            json.put("visible", false);
        } else if (visible == Visibility.LEGEND_ONLY) {
            json.put("visible", "legendonly");
        }
        // Only traces on x and y axes know these two; Plotly rejects them elsewhere.
        return type.equals("pie") || type.equals("scatter3d") ? json : copyAxes(json, trace);
    }

    private static Json copyAxes(Json json, Fields trace) {
        return json.put("xaxis", trace.get("xAxis")).put("yaxis", trace.get("yAxis"));
    }

    private static Json copy(Json json, Fields trace, String... names) {
        for (var name : names) {
            json.put(name, trace.get(name));
        }
        return json;
    }

    private static void scatter(Json json, Fields trace) {
        copy(json, trace, "x", "y", "text", "mode")
                .putUnless(ScatterTrace.Fill.NONE.toString(), "fill", String.valueOf(trace.<Object>get("fill")))
                .put("fillcolor", trace.get("fillColor"))
                .put("marker", StyleJson.marker(trace.in("marker")))
                .put("line", StyleJson.line(trace.in("line")));
    }

    private static void price(Json json, Fields trace) {
        copy(json, trace, "x", "open", "high", "low", "close")
                .put("increasing", StyleJson.change(trace.in("increasing")))
                .put("decreasing", StyleJson.change(trace.in("decreasing")));
    }

    private static void bar(Json json, Fields trace) {
        Object orientation = trace.get("orientation");
        var horizontal = orientation.toString().equals("h");
        json.put("orientation", orientation)
                .put("x", trace.get(horizontal ? "y" : "x"))
                .put("y", trace.get(horizontal ? "x" : "y"))
                .put("marker", StyleJson.marker(trace.in("marker")));
    }

    private static void histogram(Json json, Fields trace) {
        HistogramTrace.HistNorm norm = trace.get("histNorm");
        HistogramTrace.HistFunc function = trace.get("histFunc");
        copy(json, trace, "x", "y")
                .putUnless(0, "nbinsx", trace.get("nBinsX"))
                .putUnless(0, "nbinsy", trace.get("nBinsY"))
                .putUnless("", "histnorm", norm == null ? "" : norm.toString())
                .put("histfunc", function)
                .put("marker", StyleJson.marker(trace.in("marker")));
    }

    private static void violin(Json json, Fields trace) {
        copy(json, trace, "x", "y");
        if (trace.<Boolean>get("showBoxPlot")) {
            json.put("box", Map.of("visible", true));
        }
        if (trace.<Boolean>get("showMeanLine")) {
            json.put("meanline", Map.of("visible", true));
        }
    }

    private static void scatter3d(Json json, Fields trace) {
        Enum<?> mode = trace.get("mode");
        // jsplot's own names of these modes ("line + markers") are not Plotly's.
        var name = ScatterTrace.Mode.valueOf(mode.name()).toString();
        copy(json, trace, "x", "y", "z", "text").put("mode", name).put("marker", StyleJson.marker(trace.in("marker")));
    }

    private static Json domain(Fields domain) {
        return domain == null ? null : copy(new Json(), domain, "row", "column", "x", "y");
    }
}
