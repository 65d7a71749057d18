package lungo.lib.plot;

import java.util.Locale;
import java.util.Map;
import tech.tablesaw.plotly.components.Layout;

/** A Tablesaw layout as Plotly's JSON. Source of the attributes: plotly.js 3 reference. */
final class LayoutJson {
    private LayoutJson() {}

    /** The layout as JSON; null gives an empty one. */
    static Map<String, Object> of(Layout layout) {
        if (layout == null) {
            return new Json().tree();
        }
        var fields = new Fields(layout);
        var json = new Json()
                .put("title", AxisJson.title(fields.get("title"), fields.in("titleFont")))
                .put("font", AxisJson.ownFont(fields.in("font")))
                .put("showlegend", fields.get("showLegend"))
                .putUnless("#fff", "plot_bgcolor", fields.get("plotBgColor"))
                .putUnless("#fff", "paper_bgcolor", fields.get("paperBgColor"))
                .putUnless(20, "hoverdistance", fields.get("hoverDistance"))
                .putUnless("group", "barmode", String.valueOf(fields.<Object>get("barMode")))
                .putUnless("zoom", "dragmode", String.valueOf(fields.<Object>get("dragMode")))
                .putUnless(
                        ".,", "separators", fields.get("decimalSeparator") + fields.<String>get("thousandsSeparator"))
                .put("margin", margin(fields.in("margin")))
                .put("grid", grid(fields.in("grid")))
                .put("scene", scene(fields.in("scene")));
        size(json, fields);
        hover(json, String.valueOf(fields.<Object>get("hoverMode")));
        json.put("xaxis", AxisJson.of(fields.in("xAxis"))).put("yaxis", AxisJson.of(fields.in("yAxis")));
        for (int i = 2; i <= 4; i++) {
            json.put("yaxis" + i, AxisJson.of(fields.in("yAxis" + i)));
        }
        return json.tree();
    }

    private static void size(Json json, Fields layout) {
        boolean auto = layout.get("autoSize");
        if (!auto || layout.<Boolean>get("widthSet")) {
            json.put("width", layout.get("width"));
        }
        if (!auto || layout.<Boolean>get("heightSet")) {
            json.put("height", layout.get("height"));
        }
        json.put("autosize", auto ? true : null);
    }

    private static void hover(Json json, String mode) {
        switch (mode) {
            case "closest" -> {}
            case "false" -> json.put("hovermode", false);
            default -> json.put("hovermode", mode);
        }
    }

    private static Json margin(Fields margin) {
        return margin == null
                ? null
                : new Json()
                        .put("l", margin.get("left"))
                        .put("r", margin.get("right"))
                        .put("t", margin.get("top"))
                        .put("b", margin.get("bottom"))
                        .put("pad", margin.get("pad"))
                        .put("autoexpand", margin.get("autoExpand"));
    }

    private static Json grid(Fields grid) {
        if (grid == null) {
            return null;
        }
        var json = new Json();
        for (var gap : new String[] {"xGap", "yGap"}) {
            double size = grid.get(gap);
            // jsplot's default gaps, 100 and 80, are out of Plotly's 0 to 1.
            json.put(gap.toLowerCase(Locale.ROOT), size <= 1 ? size : null);
        }
        return json.put("rows", grid.get("rows"))
                .put("columns", grid.get("columns"))
                .put("pattern", grid.get("pattern"))
                .putUnless("enumerated", "roworder", String.valueOf(grid.<Object>get("rowOrder")))
                .put("xside", grid.get("xSide"))
                .put("yside", grid.get("ySide"));
    }

    private static Json scene(Fields scene) {
        if (scene == null) {
            return null;
        }
        var camera = scene.in("camera");
        return new Json()
                .put("xaxis", sceneAxis(scene.in("xAxis")))
                .put("yaxis", sceneAxis(scene.in("yAxis")))
                .put("zaxis", sceneAxis(scene.in("zAxis")))
                .put("camera", camera == null ? null : camera(camera));
    }

    private static Json sceneAxis(Fields axis) {
        return axis == null ? null : new Json().put("title", AxisJson.title(axis.get("title"), axis.in("titleFont")));
    }

    private static Json camera(Fields camera) {
        var json = new Json();
        for (var name : new String[] {"eye", "center", "up"}) {
            var point = camera.in(name);
            json.put(
                    name,
                    point == null
                            ? null
                            : new Json()
                                    .put("x", point.get("x"))
                                    .put("y", point.get("y"))
                                    .put("z", point.get("z")));
        }
        return json;
    }
}
