package lungo.kernel.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parts a cell into code and magics. {@code %name} is a line magic where a statement may begin; {@code %%name} on the
 * first line that is not blank makes the whole cell a cell magic; {@code x = %name args} becomes a call of
 * {@code lineMagic} within its code. A {@code %} in a string, a comment, or an expression is none.
 */
public final class CellParser {
    /** Magics whose argument is Java: their words are not split. */
    private static final Set<String> TAKE_CODE = Set.of("time");

    private static final Pattern CELL_MAGIC =
            Pattern.compile("(?<before>\\s*)%%(?<name>[\\w.-]+)(?<rest>[^\\n]*)(?:\\n(?<body>.*))?", Pattern.DOTALL);
    private static final Pattern LINE_MAGIC =
            Pattern.compile("%(?<name>%?[\\p{L}_][\\w.-]*)(?=\\s|$)(?<rest>[^\\n]*)", Pattern.UNICODE_CHARACTER_CLASS);

    private final String cell;
    private final JavaScanner scanner;
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder code = new StringBuilder();
    private int codeLine = 1;
    private int copied;

    private CellParser(String cell) {
        this.cell = cell;
        this.scanner = new JavaScanner(cell);
    }

    /** The segments of {@code cell} in order, without code that is blank; never throws. */
    public static List<Segment> parse(String cell) {
        var magic = CELL_MAGIC.matcher(cell);
        if (magic.matches()) {
            var body = magic.group("body");
            return List.of(new Segment.CellMagic(
                    magic.group("name"),
                    arguments(magic.group("name"), magic.group("rest").strip()),
                    body == null ? "" : body,
                    1 + newlines(magic.group("before"))));
        }
        return new CellParser(cell).parse();
    }

    private List<Segment> parse() {
        while (!scanner.atEnd()) {
            var magic = magicHere();
            if (magic == null) {
                scanner.step();
            } else if (scanner.afterAssignment()) {
                embedded(magic);
            } else if (scanner.atTopLevel() && scanner.atLineStart() && (scanner.afterStatement() || hasWords(magic))) {
                line(magic);
            } else {
                scanner.step();
            }
        }
        copyTo(cell.length());
        endCode();
        return segments;
    }

    private Matcher magicHere() {
        if (cell.charAt(scanner.position()) != '%') {
            return null;
        }
        var magic = LINE_MAGIC.matcher(cell).region(scanner.position(), cell.length());
        return magic.lookingAt() ? magic : null;
    }

    /** A word after {@code % name} cannot continue an expression, so the statement above only lacks its semicolon. */
    private static boolean hasWords(Matcher magic) {
        var rest = magic.group("rest").strip();
        return !rest.isEmpty()
                && !rest.startsWith("instanceof ")
                && (Character.isJavaIdentifierStart(rest.charAt(0)) || "\"'~0123456789".indexOf(rest.charAt(0)) >= 0);
    }

    private void line(Matcher magic) {
        int start = scanner.lineStart();
        copyTo(start);
        endCode();
        var name = magic.group("name");
        var rest = magic.group("rest").strip();
        int line = 1 + newlines(cell.substring(0, start));
        segments.add(new Segment.LineMagic(name, rest, arguments(name, rest), line));
        copied = Math.min(magic.end() + 1, cell.length());
        codeLine = line + 1;
        scanner.jumpTo(copied);
    }

    private void embedded(Matcher magic) {
        copyTo(scanner.position());
        var name = magic.group("name");
        var rest = magic.group("rest").strip();
        if (rest.endsWith(";")) {
            rest = rest.substring(0, rest.length() - 1).strip();
        }
        var words = arguments(name, rest).stream().map(Words::literal).collect(Collectors.joining(", "));
        code.append("lineMagic(" + Words.literal(name) + ", java.util.List.of(" + words + "));");
        copied = magic.end();
        scanner.jumpTo(copied);
    }

    private void copyTo(int end) {
        code.append(cell, copied, end);
        copied = end;
    }

    private void endCode() {
        if (!code.toString().isBlank()) {
            segments.add(new Segment.Code(code.toString(), codeLine));
        }
        code.setLength(0);
    }

    private static List<String> arguments(String name, String rest) {
        if (TAKE_CODE.contains(name)) {
            return rest.isEmpty() ? List.of() : List.of(rest);
        }
        return Words.split(rest);
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
