package lungo.kernel;

import java.util.Collection;
import java.util.regex.Pattern;
import lungo.kernel.execution.Interpreter.Completeness;
import lungo.kernel.magics.CellParser;
import lungo.kernel.magics.Segment;
import lungo.kernel.messages.Complete;
import lungo.kernel.messages.Complete.Match;
import lungo.kernel.messages.IsComplete;

/** Answers what may stand at the cursor, and whether a cell is whole, for code and magics alike. */
final class Completion {
    private static final Pattern MAGIC = Pattern.compile("(?:^|\\n|=)[ \\t]*(%%?)(\\w*)$");
    private static final String INDENT = "    ";

    private Completion() {}

    static Complete.Reply reply(CellSession session, Complete.Request request) {
        var before = request.code().substring(0, request.cursor());
        var magic = MAGIC.matcher(before);
        if (magic.find()) {
            var ofCell = magic.group(1).length() == 2;
            var names = ofCell ? session.magics().cellNames() : session.magics().lineNames();
            return magics(request, names, magic.group(1), magic.group(2), magic.start(1));
        }
        var found = session.interpreter().complete(blankMagics(request.code()), request.cursor());
        var matches = found.items().stream()
                .map(item -> new Match(item.text(), item.kind()))
                .toList();
        return new Complete.Reply(request.code(), matches, found.start(), found.end());
    }

    static IsComplete.Reply isComplete(CellSession session, IsComplete.Request request) {
        var worst = Completeness.COMPLETE;
        for (var segment : CellParser.parse(request.code())) {
            if (segment instanceof Segment.Code code) {
                var completeness = session.interpreter().completeness(code.text());
                worst = completeness.compareTo(worst) > 0 ? completeness : worst;
            }
        }
        return switch (worst) {
            case COMPLETE -> new IsComplete.Reply("complete", "");
            case INCOMPLETE -> new IsComplete.Reply("incomplete", indent(request.code()));
            case INVALID -> new IsComplete.Reply("invalid", "");
        };
    }

    private static Complete.Reply magics(
            Complete.Request request, Collection<String> names, String sign, String prefix, int start) {
        var matches = names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> new Match(sign + name, "magic"))
                .toList();
        return new Complete.Reply(request.code(), matches, start, request.cursor());
    }

    /** {@code code} with line magics as blanks, so that the rest is Java and every position stays. */
    private static String blankMagics(String code) {
        return Pattern.compile("(?m)^[ \\t]*%.*$").matcher(code).replaceAll(match -> " "
                .repeat(match.group().length()));
    }

    /** The last line's own indentation, and one step more behind an opening bracket. */
    private static String indent(String code) {
        var last = code.substring(code.lastIndexOf('\n') + 1);
        var own = last.substring(0, last.length() - last.stripLeading().length());
        var stripped = last.strip();
        return stripped.endsWith("{") || stripped.endsWith("(") ? own + INDENT : own;
    }
}
