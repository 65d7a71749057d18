package lungo.lib.inspect;

import java.util.Locale;
import lungo.lib.inspect.Stage.Sort;

/** Draws the shapes of an {@link ArchitectureDrawing} as SVG; lengths in pixels. */
final class Pen {
    static final int FONT = 11;
    static final String TEXT = "#444444";
    static final String LINE = "#9a9a9a";

    /** Of a character in that font, a little more than the mean. */
    private static final double CHARACTER = 6.2;

    private final StringBuilder svg = new StringBuilder();

    static double width(String text) {
        return text.length() * CHARACTER;
    }

    static String color(Sort sort) {
        return switch (sort) {
            case CONVOLUTION -> "#4c8fc4";
            case POOLING -> "#e0883a";
            case LINEAR -> "#4da25a";
            case INPUT -> "#a8a8a8";
            default -> "#9a7fc0";
        };
    }

    void text(double x, double y, String anchor, String style, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>", x, y, anchor, style, escape(text));
    }

    void line(double x1, double y1, double x2, double y2) {
        add("<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" fill=\"none\"/>", x1, y1, x2, y2, LINE);
    }

    void arrow(double x1, double x2, double y) {
        line(x1, y, x2 - 4, y);
        add("<path d=\"M%.1f %.1fl-6 -3.2v6.4z\" fill=\"%s\"/>", x2, y, LINE);
    }

    /** A box seen from its side: {@code width} × {@code height} to the front, and {@code depth} to the back. */
    void slab(double x, double y, double width, double height, double depth, String color) {
        face(color, "fill-opacity=\"0.55\"", x, y, depth, -depth, width, 0, -depth, depth);
        face(shade(color), "", x + width, y, depth, -depth, 0, height, -depth, depth);
        face(color, "", x, y, width, 0, 0, height, -width, 0);
    }

    /** A four-sided face from a corner by three steps. */
    private void face(String color, String more, double x, double y, double... steps) {
        add(
                "<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\" fill=\"%s\" %s stroke=\"white\""
                        + " stroke-width=\"0.6\"/>",
                x, y, steps[0], steps[1], steps[2], steps[3], steps[4], steps[5], color, more);
    }

    /** A box with words, which hides the line that it stands on. */
    void chip(double x, double y, double width, double height, String color, String text) {
        for (var fill : new String[] {"white", color}) {
            add(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\" fill=\"%s\""
                            + " fill-opacity=\"%s\" stroke=\"%s\"/>",
                    x, y, width, height, fill, fill.equals(color) ? "0.22" : "1", color);
        }
        text(x + width / 2, y + height / 2 + 4, "middle", "", text);
    }

    /** Where branches meet: a circle with a sign in it. */
    void joint(double x, double y, String sign) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"8\" fill=\"white\" stroke=\"%s\"/>", x, y, color(Sort.SUM));
        text(x, y + 4, "middle", " font-weight=\"bold\"", sign);
    }

    void square(double x, double y, String color) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" rx=\"2\" fill=\"%s\"/>", x, y, color);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String shade(String color) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        return String.format("#%02x%02x%02x", (rgb >> 16) * 3 / 4, (rgb >> 8 & 0xff) * 3 / 4, (rgb & 0xff) * 3 / 4);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return svg.toString();
    }
}
