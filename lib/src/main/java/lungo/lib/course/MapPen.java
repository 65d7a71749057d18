package lungo.lib.course;

import java.util.Locale;

/** The lines, heads of arrows and words of a map, as SVG. */
final class MapPen {
    private MapPen() {}

    static String path(String form, Object... numbers) {
        return "<path d=\"" + String.format(Locale.ROOT, form, numbers)
                + "\" fill=\"none\" stroke=\"#7f8ea3\" stroke-width=\"1.5\"/>";
    }

    /** The head of an arrow that points down to (x, y). */
    static String tip(int x, int y) {
        return head("%1$d,%2$d %3$d,%4$d %5$d,%4$d", x, y, x - 5, y - 8, x + 5);
    }

    /** A filled polygon: the head of an arrow. */
    static String head(String form, Object... numbers) {
        return "<polygon points=\"" + String.format(Locale.ROOT, form, numbers) + "\" fill=\"#7f8ea3\"/>";
    }

    static String text(int x, int y, String anchor, int size, String weight, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\" font-weight=\"%s\">%s</text>",
                x,
                y,
                anchor,
                size,
                weight,
                Verdict.escape(text));
    }
}
