package lungo.kernel.execution;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Documentation comments as plain text: tags such as {@code @param} as headed lines, markup and entities resolved. */
final class Javadoc {
    private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s+([^{}]*)\\}");
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
    private static final Pattern ITEM = Pattern.compile("(?i)\\s*<li>\\s*");
    private static final Pattern PARAGRAPH =
            Pattern.compile("(?i)\\s*</?(p|ul|ol|dl|table|tr|pre|blockquote|h\\d|hr|div)( [^>]*)?>\\s*");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]*>");
    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&quot;", "\"", "&nbsp;", " ", "&#64;", "@", "&le;", "≤", "&ge;", "≥");
    private static final List<String> WITH_NAME = List.of("param", "throws", "exception");

    private Javadoc() {}

    static String text(String comment) {
        var text = comment;
        for (var before = ""; !before.equals(text); ) {
            before = text; // Inline tags nest: {@code {@link X}} takes two rounds.
            text = INLINE.matcher(text)
                    .replaceAll(
                            match -> java.util.regex.Matcher.quoteReplacement(inline(match.group(1), match.group(2))));
        }
        text = ITEM.matcher(text).replaceAll("\n  • ");
        text = PARAGRAPH.matcher(text).replaceAll("\n\n");
        text = TAG.matcher(text).replaceAll("");
        for (var entity : ENTITIES.entrySet()) {
            text = text.replace(entity.getKey(), entity.getValue());
        }
        text = text.replace("&amp;", "&");
        text = BLOCK.matcher(text).replaceAll(match -> "\n" + heading(match.group(1)));
        return text.lines()
                .map(String::strip)
                .map(line -> line.startsWith("•") ? "  " + line : line)
                .collect(java.util.stream.Collectors.joining("\n"))
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static String inline(String tag, String body) {
        if (!tag.startsWith("link")) {
            return body.strip();
        }
        var space = body.strip().indexOf(' ');
        return space < 0 || body.indexOf('(') >= 0 && body.indexOf(')') > space
                ? body.strip().replace('#', '.')
                : body.strip().substring(space + 1);
    }

    private static String heading(String tag) {
        return WITH_NAME.contains(tag) ? tag + " " : tag + ": ";
    }
}
