package lungo.lib.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;

/** Plain text as a picture, so that it can stand beside others: wrapped to its width, lines kept. Columns stay columns: a table is not wrapped, but
 * written smaller, and cut where that is not enough. */
public record TextCard(String title, String text, int width, int height) implements Showable {
    private static final int MOST_LINES = 60;
    private static final int LINE = 17;
    private static final int EDGE = 16;
    private static final int TOP = 52;
    private static final double CHARACTER = 6.9;
    private static final int SIZE = 13;
    private static final int LEAST_SIZE = 9;

    /** A character of a font in which all are of one width, in shares of the font's size. */
    private static final double MONOSPACE = 0.61;

    private static final Pattern COLUMNS = Pattern.compile("\\S {2,}\\S");
    private static final int FIRST_WIDE = 0x2e80;

    @Override
    public Bundle bundle() {
        return new Bundle(Map.of(Bundle.SVG, svg(), Bundle.TEXT, title.isEmpty() ? text : title + "\n" + text));
    }

    private String svg() {
        var table = text.lines().anyMatch(line -> COLUMNS.matcher(line).find());
        var size = table ? tableSize() : SIZE;
        var lines = table ? cut(size) : wrapped();
        var tall = Math.max(height, TOP + lines.size() * LINE);
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%3$s\" width=\"%1$d\""
                        + " height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" style=\"max-width:100%%;height:auto\""
                        + " font-family=\"'Open Sans', verdana, arial, sans-serif\" fill=\"%4$s\">"
                        + "<rect width=\"%1$d\" height=\"%2$d\" rx=\"4\" fill=\"white\"/>"
                        + "<text x=\"%5$d\" y=\"25\" font-size=\"16\">%6$s</text>",
                width,
                tall,
                Gallery.escape(title + ": " + text),
                Palette.TEXT,
                EDGE,
                Gallery.escape(title)));
        for (int i = 0; i < lines.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" font-size=\"%s\"%s xml:space=\"preserve\">%s</text>",
                    EDGE,
                    TOP + i * LINE,
                    FigureText.number(size),
                    table ? " font-family=\"monospace\"" : "",
                    Gallery.escape(lines.get(i))));
        }
        return svg.append("</svg>").toString();
    }

    private List<String> wrapped() {
        var most = (int) ((width - 2 * EDGE) / CHARACTER);
        var lines = new ArrayList<String>();
        text.lines().forEach(line -> wrap(line, most, lines));
        return shortened(lines);
    }

    /** The largest size at which the longest line fits, down to the least that can be read. */
    private double tableSize() {
        var longest = text.lines().mapToInt(String::length).max().orElse(1);
        return Math.max(LEAST_SIZE, Math.min(SIZE, (width - 2 * EDGE) / (longest * MONOSPACE)));
    }

    private List<String> cut(double size) {
        var most = (int) ((width - 2 * EDGE) / (size * MONOSPACE) + 1e-6);
        return shortened(new ArrayList<>(text.lines()
                .map(line -> line.length() > most ? line.substring(0, most - 1) + "…" : line)
                .toList()));
    }

    private static List<String> shortened(List<String> lines) {
        if (lines.size() > MOST_LINES) {
            var more = lines.size() - MOST_LINES;
            lines.subList(MOST_LINES, lines.size()).clear();
            lines.add("… " + more + " more lines");
        }
        return lines;
    }

    /** Breaks before the word that no longer fits; within a word, and between signs of full width, where it must. */
    private static void wrap(String line, int most, List<String> lines) {
        var rest = line;
        while (fitting(rest, most) < rest.length()) {
            var end = fitting(rest, most);
            var space = rest.lastIndexOf(' ', end);
            var cut = space > 0 && rest.codePointAt(end) < FIRST_WIDE ? space : end;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
    }

    /** How many chars of {@code text} fit into the width of {@code most} characters; one at least. */
    private static int fitting(String text, int most) {
        int at = 0;
        for (int taken = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            taken += text.codePointAt(at) < FIRST_WIDE ? 1 : 2;
            if (taken > most && at > 0) {
                return at;
            }
        }
        return at;
    }
}
