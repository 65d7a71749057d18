package lungo.lib.plot;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Colours: plotly.js's default cycle, and the colour scales that it names. */
public final class Palette {
    /** The default {@code colorway} of plotly.js. */
    public static final List<String> COLORWAY = List.of(
            "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22",
            "#17becf");

    static final String TEXT = "#444444";
    static final String GRID = "#ececec";
    static final String AXIS = "#b8b8b8";
    static final String PAPER = "#ffffff";

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("black", "#000000"),
            Map.entry("white", "#ffffff"),
            Map.entry("red", "#ff0000"),
            Map.entry("green", "#008000"),
            Map.entry("blue", "#0000ff"),
            Map.entry("yellow", "#ffff00"),
            Map.entry("orange", "#ffa500"),
            Map.entry("purple", "#800080"),
            Map.entry("gray", "#808080"),
            Map.entry("grey", "#808080"),
            Map.entry("lightgray", "#d3d3d3"),
            Map.entry("lightblue", "#add8e6"),
            Map.entry("brown", "#a52a2a"),
            Map.entry("pink", "#ffc0cb"),
            Map.entry("cyan", "#00ffff"),
            Map.entry("magenta", "#ff00ff"),
            Map.entry("crimson", "#dc143c"),
            Map.entry("steelblue", "#4682b4"),
            Map.entry("royalblue", "#4169e1"),
            Map.entry("seagreen", "#2e8b57"),
            Map.entry("tomato", "#ff6347"),
            Map.entry("gold", "#ffd700"),
            Map.entry("navy", "#000080"),
            Map.entry("teal", "#008080"));

    private static final Map<String, List<String>> SCALES = Map.of(
            "Viridis",
                    List.of(
                            "#440154", "#48186a", "#472d7b", "#424086", "#3b528b", "#33638d", "#2c728e", "#26828e",
                            "#21918c", "#1fa088", "#28ae80", "#3fbc73", "#5ec962", "#84d44b", "#addc30", "#d8e219",
                            "#fde725"),
            "Cividis", List.of("#00204c", "#213d6b", "#555b6c", "#7b7a77", "#a59c74", "#d3c064", "#ffe945"),
            "Greys", List.of("#000000", "#ffffff"),
            "Blues", List.of("#050aac", "#283cbe", "#466ef5", "#5a78f5", "#6a89f7", "#dcdcdc"),
            "Reds", List.of("#dcdcdc", "#f5c39d", "#f5a069", "#b20a1c"),
            "RdBu", List.of("#050aac", "#6a89f7", "#bebebe", "#dcaa84", "#e6915a", "#b20a1c"),
            "Hot", List.of("#000000", "#e60000", "#ffd200", "#ffffff"),
            "Jet", List.of("#000083", "#003caa", "#05ffff", "#ffff00", "#fa0000", "#800000"));

    private Palette() {}

    /** The colour that a CSS text names: #rgb, #rrggbb, rgb(), rgba() or a common name; grey for any other. */
    static Color color(String css) {
        var text = css.trim().toLowerCase(Locale.ROOT);
        var hex = NAMED.getOrDefault(text, text);
        if (hex.matches("#[0-9a-f]{3}")) {
            hex = hex.replaceAll("([0-9a-f])", "$1$1");
        }
        if (hex.matches("#[0-9a-f]{6}")) {
            return new Color(Integer.parseInt(hex.substring(1), 16));
        }
        return hex.matches("rgba?\\(.*\\)") ? rgb(hex) : Color.GRAY;
    }

    private static Color rgb(String text) {
        var parts = text.substring(text.indexOf('(') + 1, text.length() - 1).split("\\s*,\\s*");
        try {
            var alpha = parts.length > 3 ? Float.parseFloat(parts[3]) : 1f;
            return new Color(
                    Integer.parseInt(parts[0].trim()),
                    Integer.parseInt(parts[1].trim()),
                    Integer.parseInt(parts[2].trim()),
                    Math.round(alpha * 255));
        } catch (RuntimeException malformed) {
            return Color.GRAY;
        }
    }

    /** {@code color} with {@code opacity}, 0 to 1, on top of its own. */
    static Color fade(Color color, double opacity) {
        return new Color(
                color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(color.getAlpha() * opacity));
    }

    /** The colour at {@code fraction}, 0 to 1, of the scale {@code scale}: a name, or rising [fraction, colour] pairs. */
    static Color onScale(Object scale, double fraction) {
        var stops = stops(scale);
        int next = 1;
        while (next < stops.size() - 1 && stops.get(next).at < fraction) {
            next++;
        }
        var low = stops.get(next - 1);
        var high = stops.get(next);
        var share = (fraction - low.at) / (high.at - low.at);
        return mix(color(low.color), color(high.color), Math.max(0, Math.min(1, share)));
    }

    private record Stop(double at, String color) {}

    private static List<Stop> stops(Object scale) {
        if (scale instanceof List<?> pairs && pairs.size() > 1) {
            return pairs.stream()
                    .map(pair -> (List<?>) pair)
                    .map(pair -> new Stop(((Number) pair.get(0)).doubleValue(), String.valueOf(pair.get(1))))
                    .toList();
        }
        var colors = SCALES.getOrDefault(String.valueOf(scale), SCALES.get("Viridis"));
        return IntStream.range(0, colors.size())
                .mapToObj(i -> new Stop(i / (colors.size() - 1.0), colors.get(i)))
                .toList();
    }

    private static Color mix(Color from, Color to, double share) {
        return new Color(
                (int) Math.round(from.getRed() + (to.getRed() - from.getRed()) * share),
                (int) Math.round(from.getGreen() + (to.getGreen() - from.getGreen()) * share),
                (int) Math.round(from.getBlue() + (to.getBlue() - from.getBlue()) * share));
    }

    /** Black or white, whichever reads better on {@code background}. Source: WCAG 2.2, relative luminance. */
    static Color readableOn(Color background) {
        return luminance(background) > 0.3 ? color("#222222") : Color.WHITE;
    }

    private static double luminance(Color color) {
        var rgb = color.getRGBColorComponents(null);
        var linear = new double[3];
        for (int i = 0; i < 3; i++) {
            linear[i] = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
