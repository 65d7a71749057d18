package lungo.lib.inspect;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The colours of classes on a plane: full for points, and paler the less sure a place is of its class. */
final class ClassColors {
    private static final List<String> COLORS = List.of(
            "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22",
            "#17becf");
    private static final double STRONGEST = 0.55;
    private static final double EDGE = 1e-6;

    private ClassColors() {}

    static String of(int number) {
        return COLORS.get(number % COLORS.size());
    }

    /** A scale from class 0 at 0 over white at 1/2 to class 1 at 1. */
    static Map<Double, String> ofTwo() {
        return new TreeMap<>(Map.of(0.0, mixed(0, STRONGEST), 0.5, "#ffffff", 1.0, mixed(1, STRONGEST)));
    }

    /** A scale of {@code count} equal parts, each from nearly white, unsure, to its class's colour. */
    static Map<Double, String> ofMany(int count) {
        var scale = new TreeMap<Double, String>();
        for (int number = 0; number < count; number++) {
            scale.put(number == 0 ? 0 : (double) number / count + EDGE, mixed(number, 0.08));
            scale.put((number + 1.0) / count, mixed(number, STRONGEST));
        }
        return scale;
    }

    private static String mixed(int number, double share) {
        var color = Color.decode(of(number));
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                paler(color.getRed(), share),
                paler(color.getGreen(), share),
                paler(color.getBlue(), share));
    }

    private static int paler(double channel, double share) {
        return (int) Math.round(255 + (channel - 255) * share);
    }
}
