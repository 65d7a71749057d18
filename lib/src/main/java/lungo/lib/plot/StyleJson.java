package lungo.lib.plot;

/** Tablesaw's markers, lines, fonts and labels as Plotly's JSON; each function turns null into null. */
final class StyleJson {
    private StyleJson() {}

    static Json marker(Fields marker) {
        if (marker == null) {
            return null;
        }
        double[] size = marker.get("size");
        Object scale = marker.get("colorScalePalette");
        var json = new Json()
                .put("size", size.length == 1 ? (Object) size[0] : size)
                .put("symbol", marker.get("symbol"))
                .putUnless(1.0, "opacity", marker.get("opacity"))
                .putUnless("diameter", "sizemode", String.valueOf(marker.<Object>get("sizeMode")))
                .put("line", markerLine(marker.in("line")))
                .put("gradient", gradient(marker.in("gradient")))
                .put("colorbar", colorBar(marker.in("colorBar")))
                .put("colorscale", scale)
                .put("autocolorscale", scale == null ? null : false)
                .putUnless(false, "showscale", marker.get("showScale"))
                .putUnless(false, "reversescale", marker.get("reverseScale"));
        color(json, marker);
        return json;
    }

    private static void color(Json json, Fields marker) {
        String[] names = marker.get("color");
        double[] values = marker.get("colorArray");
        double min = marker.get("cMin");
        double max = marker.get("cMax");
        if (names != null && names.length > 0) {
            json.put("color", names.length == 1 ? names[0] : names);
        } else if (values != null) {
            json.put("color", values);
            if (min != max) {
                json.put("cmin", min).put("cmax", max);
            }
        }
    }

    static Json line(Fields line) {
        return line == null
                ? null
                : new Json()
                        .put("color", line.get("color"))
                        .put("width", line.get("width"))
                        .put("shape", line.get("shape"))
                        .put("smoothing", line.get("smoothing"))
                        .put("dash", line.get("dash"))
                        .put("simplify", line.get("simplify"));
    }

    private static Json markerLine(Fields line) {
        return line == null ? null : new Json().put("color", line.get("color")).put("width", line.get("width"));
    }

    static Json change(Fields change) {
        if (change == null) {
            return null;
        }
        var line = change.in("changeLine");
        var lineJson =
                line == null ? null : new Json().put("color", line.get("color")).put("width", line.get("width"));
        return new Json().put("line", lineJson).put("fillcolor", change.get("fillColor"));
    }

    static Json font(Fields font) {
        return font == null
                ? null
                : new Json()
                        .put("family", font.get("fontFamily"))
                        .put("size", font.get("size"))
                        .put("color", font.get("color"));
    }

    static Json hoverLabel(Fields label) {
        return label == null
                ? null
                : new Json()
                        .put("bgcolor", label.get("bgColor"))
                        .put("bordercolor", label.get("borderColor"))
                        .put("font", font(label.in("font")))
                        .put("namelength", label.get("nameLength"));
    }

    private static Json gradient(Fields gradient) {
        if (gradient == null) {
            return null;
        }
        String[] color = gradient.get("color");
        return new Json()
                .put("type", gradient.get("type"))
                .put("color", color != null && color.length == 1 ? color[0] : color);
    }

    private static Json colorBar(Fields bar) {
        return bar == null
                ? null
                : new Json()
                        .put("thicknessmode", bar.get("thicknessMode"))
                        .put("thickness", bar.get("thickness"))
                        .put("lenmode", bar.get("lenMode"))
                        .put("len", bar.get("len"))
                        .put("x", bar.get("x"))
                        .put("y", bar.get("y"))
                        .put("xpad", bar.get("xPad"))
                        .put("ypad", bar.get("yPad"))
                        .put("xanchor", bar.get("xAnchor"))
                        .put("yanchor", bar.get("yAnchor"))
                        // jsplot's default colours lack their #.
                        .putUnless("444", "outlinecolor", bar.get("outlineColor"))
                        .putUnless("444", "bordercolor", bar.get("borderColor"))
                        .put("outlinewidth", bar.get("outlineWidth"))
                        .put("bgcolor", bar.get("bgColor"));
    }
}
