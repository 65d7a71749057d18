package lungo.lib.course;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;

/**
 * Sections as boxes, a chapter a row, with arrows to what builds on them:
 *
 * <pre>{@code
 * Roadmap.titled("The course")
 *         .row("First steps", "1.1 Lines", "1.2 Curves").row("Further", "2.1 Surfaces")
 *         .builds("1.1", "1.2").builds("1.2", "2.1")
 * }</pre>
 */
public final class Roadmap implements Showable {
    private static final int EDGE = 14;
    private static final int HEAD = 44;
    private static final int WIDTH = 124;
    private static final int HEIGHT = 50;
    private static final int ACROSS = 22;
    private static final int NAME = 30;
    private static final int DOWN = 40;
    private static final int LINE = 16;

    /** A line of a box holds about so many characters. */
    private static final int CHARACTERS = 17;

    private static final List<String> FILLS = List.of("#dcebf7", "#fde8d3", "#dff0df", "#eee3f5");

    private final String title;
    private final List<String> rows = new ArrayList<>();
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final Set<Arrow> arrows = new LinkedHashSet<>();

    private record Box(String number, String name, int row, int column) {
        int left() {
            return EDGE + column * (WIDTH + ACROSS);
        }

        int top() {
            return HEAD + row * (NAME + HEIGHT + DOWN) + NAME;
        }
    }

    private record Arrow(Box from, Box to) {
        boolean goesDown() {
            return to.row > from.row;
        }
    }

    private Roadmap(String title) {
        this.title = title;
    }

    /** A map without sections. */
    public static Roadmap titled(String title) {
        Output.connect();
        return new Roadmap(title);
    }

    /** Adds a row below the others: its name, and its sections, each a number, a blank and a short name. */
    public Roadmap row(String name, String... sections) {
        for (int column = 0; column < sections.length; column++) {
            var words = sections[column].split(" ", 2);
            boxes.put(words[0], new Box(words[0], words.length > 1 ? words[1] : "", rows.size(), column));
        }
        rows.add(name);
        return this;
    }

    /**
     * Draws arrows from a section to those that build on it, further right in its row or in lower rows. Throws
     * IllegalArgumentException for others, and for a number that the map does not have. An arrow that is there stays one.
     */
    public Roadmap builds(String on, String... sections) {
        for (String section : sections) {
            var arrow = new Arrow(box(on), box(section));
            if (!arrow.goesDown() && (arrow.to.row < arrow.from.row || arrow.to.column <= arrow.from.column)) {
                throw new IllegalArgumentException(
                        "An arrow goes to the right or to a lower row, not from " + on + " to " + section + ".");
            }
            arrows.add(arrow);
        }
        return this;
    }

    private Box box(String number) {
        if (!boxes.containsKey(number)) {
            throw new IllegalArgumentException(
                    "The map has no section " + number + ", only " + String.join(", ", boxes.keySet()) + ".");
        }
        return boxes.get(number);
    }

    /** As SVG, and in words. */
    @Override
    public Bundle bundle() {
        return new Bundle(Map.of(Bundle.SVG, svg(), Bundle.TEXT, words()));
    }

    private String words() {
        return boxes.values().stream()
                .map(box -> box.number + " " + box.name + after(box))
                .collect(Collectors.joining("\n", title + "\n", ""));
    }

    private String after(Box box) {
        String on = arrows.stream()
                .filter(arrow -> arrow.to.equals(box))
                .map(arrow -> arrow.from.number)
                .collect(Collectors.joining(", "));
        return on.isEmpty() ? "" : ", builds on " + on;
    }

    private String svg() {
        int columns = boxes.values().stream().mapToInt(Box::column).max().orElse(0) + 1;
        int width = 2 * EDGE + columns * (WIDTH + ACROSS) - ACROSS;
        int height = HEAD + rows.size() * (NAME + HEIGHT + DOWN) - DOWN + EDGE;
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%3$s\" width=\"%1$d\""
                        + " height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" style=\"max-width:100%%;height:auto\""
                        + " font-family=\"'Open Sans', verdana, arial, sans-serif\" fill=\"#2a3f5f\">"
                        + "<rect width=\"%1$d\" height=\"%2$d\" rx=\"4\" fill=\"white\"/>"
                        + "<text x=\"%4$d\" y=\"27\" font-size=\"17\">%5$s</text>",
                width,
                height,
                Verdict.escape(words()).replace("\"", "&quot;").replace("<br>", "; "),
                EDGE,
                Verdict.escape(title)));
        // Lines first: where one passes behind a box, the box stays readable.
        arrows.forEach(arrow -> svg.append(draw(arrow)));
        for (int row = 0; row < rows.size(); row++) {
            int y = HEAD + row * (NAME + HEIGHT + DOWN) + NAME - 14;
            // On white, since arrows pass there.
            svg.append("<g stroke=\"white\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\">")
                    .append(MapPen.text(EDGE, y, "start", 13, "bold", rows.get(row)))
                    .append("</g>");
        }
        boxes.values().forEach(box -> svg.append(draw(box)));
        return svg.append("</svg>").toString();
    }

    private String draw(Arrow arrow) {
        if (arrow.goesDown()) {
            return fall(arrow);
        }
        if (arrow.to.column > arrow.from.column + 1) {
            int y = arrow.from.top();
            int x1 = arrow.from.left() + WIDTH / 2;
            int x2 = arrow.to.left() + WIDTH / 2;
            return MapPen.path("M%d %dC%d %d %d %d %d %d", x1, y, x1, y - NAME, x2, y - NAME, x2, y - 6)
                    + MapPen.tip(x2, y);
        }
        int y = arrow.from.top() + HEIGHT / 2;
        int end = arrow.to.left();
        return MapPen.path("M%d %dH%d", arrow.from.left() + WIDTH, y, end - 6)
                + MapPen.head("%1$d,%2$d %3$d,%4$d %3$d,%5$d", end, y, end - 8, y - 5, y + 5);
    }

    /** From a box to one in a lower row; past the rows between them through a gap between boxes. */
    private String fall(Arrow arrow) {
        int x1 = place(arrow.from, arrow, Comparator.comparingInt(each -> each.to.left()));
        int x2 = place(arrow.to, arrow, Comparator.comparingInt(each -> each.from.left()));
        int y1 = arrow.from.top() + HEIGHT;
        int y2 = arrow.to.top();
        int bend = (NAME + DOWN) * 6 / 10;
        if (arrow.to.row == arrow.from.row + 1) {
            return MapPen.path("M%d %dC%d %d %d %d %d %d", x1, y1, x1, y1 + bend, x2, y2 - bend, x2, y2 - 6)
                    + MapPen.tip(x2, y2);
        }
        int step = WIDTH + ACROSS;
        int gap = EDGE - ACROSS / 2 + step * Math.max(1, Math.round((x1 + x2) / 2f / step));
        int in = y1 + NAME + DOWN;
        int out = y2 - NAME - DOWN;
        return MapPen.path("M%d %dC%d %d %d %d %d %d", x1, y1, x1, y1 + bend, gap, in - bend, gap, in)
                + MapPen.path("M%d %dV%dC%d %d %d %d %d %d", gap, in, out, gap, out + bend, x2, y2 - bend, x2, y2 - 6)
                + MapPen.tip(x2, y2);
    }

    /** Where an arrow leaves or enters a box: those on the same side stand beside each other. */
    private int place(Box box, Arrow arrow, Comparator<Arrow> order) {
        var beside = arrows.stream()
                .filter(each -> each.goesDown() && (box.equals(arrow.from) ? each.from : each.to).equals(box))
                .sorted(order)
                .toList();
        return box.left() + WIDTH * (beside.indexOf(arrow) + 1) / (beside.size() + 1);
    }

    private static String draw(Box box) {
        var lines = wrapped(box.name);
        int middle = box.left() + WIDTH / 2;
        int first = box.top() + (HEIGHT - LINE * (lines.size() + 1)) / 2 + 12;
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" stroke=\"#7f8ea3\"/>",
                box.left(),
                box.top(),
                WIDTH,
                HEIGHT,
                FILLS.get(box.row % FILLS.size())));
        svg.append(MapPen.text(middle, first, "middle", 12, "bold", box.number));
        for (int i = 0; i < lines.size(); i++) {
            svg.append(MapPen.text(middle, first + (i + 1) * LINE, "middle", 12, "normal", lines.get(i)));
        }
        return svg.toString();
    }

    /** In two lines, about as long as each other, where one is too short. */
    private static List<String> wrapped(String name) {
        if (name.length() <= CHARACTERS || name.indexOf(' ') < 0) {
            return List.of(name);
        }
        int after = name.indexOf(' ', name.length() / 2);
        int before = name.lastIndexOf(' ', name.length() / 2);
        int blank = after < 0 || before > 0 && name.length() - before <= after ? before : after;
        return List.of(name.substring(0, blank), name.substring(blank + 1));
    }
}
