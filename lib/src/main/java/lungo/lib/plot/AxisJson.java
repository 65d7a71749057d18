package lungo.lib.plot;

import java.util.Map;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Font;
import tech.tablesaw.plotly.components.TickSettings;

/** A Tablesaw axis as Plotly's JSON. Source of the attributes: plotly.js 3 reference. */
final class AxisJson {
    private AxisJson() {}

    /** The axis as JSON; null gives null. */
    static Json of(Fields axis) {
        if (axis == null) {
            return null;
        }
        var json = new Json()
                .put("title", title(axis.get("title"), axis.in("titleFont")))
                .putUnless(true, "visible", axis.get("visible"))
                .putUnless(Axis.Type.DEFAULT.toString(), "type", String.valueOf(axis.<Object>get("type")))
                .put("side", axis.get("side"))
                .put("overlaying", axis.get("overlaying"))
                .put("range", axis.get("range"))
                .put("domain", axis.get("domain"))
                .putUnless("normal", "rangemode", String.valueOf(axis.<Object>get("rangeMode")))
                .putUnless(1.0, "scaleratio", axis.get("scaleRatio"))
                .putUnless("range", "constrain", String.valueOf(axis.<Object>get("constrain")))
                .put("constraintoward", axis.get("constrainToward"))
                .put("categoryorder", axis.get("categoryOrder"))
                .put("rangeslider", axis.get("rangeSlider") == null ? null : Map.of("visible", true));
        axisLines(json, axis);
        ticks(json, axis.in("tickSettings"));
        spikes(json, axis.in("spikes"));
        return json;
    }

    private static void axisLines(Json json, Fields axis) {
        Axis.AutoRange auto = axis.get("autoRange");
        json.put("autorange", auto == Axis.AutoRange.REVERSED ? auto : null)
                .put("tickfont", StyleJson.font(axis.in("font")))
                .putUnless("#444", "color", axis.get("color"))
                .putUnless("#444", "linecolor", axis.get("lineColor"))
                .putUnless("#444", "zerolinecolor", axis.get("zeroLineColor"))
                .putUnless("#eee", "gridcolor", axis.get("gridColor"))
                .putUnless(1, "linewidth", axis.get("lineWidth"))
                .putUnless(1, "zerolinewidth", axis.get("zeroLineWidth"))
                .putUnless(1, "gridwidth", axis.get("gridWidth"))
                .putUnless(true, "showline", axis.get("showLine"))
                .putUnless(true, "showgrid", axis.get("showGrid"))
                .putUnless(false, "zeroline", axis.get("zeroLine"));
    }

    private static void ticks(Json json, Fields ticks) {
        if (ticks == null) {
            return;
        }
        var mode = ticks.get("tickValues") != null ? "array" : ticks.get("dTick") != null ? "linear" : null;
        json.put("tickmode", mode)
                .put("tickvals", ticks.get("tickValues"))
                .put("ticktext", ticks.get("tickText"))
                .put("dtick", ticks.get("dTick"))
                .put("tick0", ticks.get("tick0"))
                .putUnless(0, "nticks", ticks.get("nTicks"))
                .put("ticks", ticks.get("placement"))
                .put("ticklen", ticks.get("length"))
                .put("tickwidth", ticks.get("width"))
                .putUnless("#444", "tickcolor", ticks.get("color"))
                .putUnless(true, "showticklabels", ticks.get("showLabels"))
                .putUnless(0, "tickangle", ticks.get("angle"))
                .put("tickprefix", ticks.get("prefix"))
                .put("ticksuffix", ticks.get("suffix"))
                .put("tickformat", ticks.get("format"))
                .putUnless(TickSettings.ExponentFormat.B, "exponentformat", ticks.get("exponentFormat"))
                .putUnless(false, "separatethousands", ticks.get("separateThousands"));
        var font = ticks.in("tickFont");
        if (font != null) {
            json.put("tickfont", StyleJson.font(font));
        }
    }

    private static void spikes(Json json, Fields spikes) {
        if (spikes != null) {
            json.put("showspikes", true)
                    .put("spikemode", spikes.get("mode"))
                    .put("spikethickness", spikes.get("thickness"))
                    .put("spikedash", spikes.get("dash"))
                    .put("spikecolor", spikes.get("color"))
                    .put("spikesnap", spikes.get("snap"));
        }
    }

    /** A title object, or null where there is no text. */
    static Json title(String text, Fields font) {
        return text == null || text.isEmpty()
                ? null
                : new Json().put("text", text).put("font", ownFont(font));
    }

    /** A font that the figure sets itself; jsplot's standing default is left to the theme. */
    static Json ownFont(Fields font) {
        return font == null || font.owner().equals(Font.builder().build()) ? null : StyleJson.font(font);
    }
}
