package lungo.kernel.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import lungo.kernel.execution.Interpreter.Completeness;
import lungo.kernel.execution.Interpreter.Completion;
import lungo.kernel.execution.Interpreter.Completions;

/** Completion, documentation and completeness, from JShell's analysis. Compiles, and never runs, a person's code. */
final class CodeAssist {
    private static final int MOST_MATCHES = 500;

    private final SourceCodeAnalysis analysis;

    CodeAssist(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    Completions complete(String code, int cursor) {
        var context = Context.of(analysis, code, cursor);
        var anchor = new int[1];
        var suggestions = analysis.completionSuggestions(context.text, context.cursor, anchor);
        var start = Math.max(0, Math.min(context.toCode(anchor[0]), cursor));
        var matches = new LinkedHashMap<String, Completion>();
        // A stable sort: what fits the expected type first, else in JShell's own order.
        suggestions.stream()
                .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                .limit(MOST_MATCHES)
                .forEach(suggestion -> {
                    var text = suggestion.continuation();
                    matches.putIfAbsent(text, new Completion(text, kind(text)));
                });
        return new Completions(List.copyOf(matches.values()), start, cursor);
    }

    Optional<String> inspect(String code, int cursor) {
        var end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        var context = Context.of(analysis, code, end);
        var text = context.text.substring(0, context.cursor);
        // A method's name alone is not an expression; with a parenthesis behind it, it is one being written.
        var found = analysis.documentation(text + "(", text.length() + 1, true);
        if (found.isEmpty()) {
            found = analysis.documentation(text, text.length(), true);
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream().map(CodeAssist::page).collect(Collectors.joining("\n\n")));
    }

    Completeness completeness(String code) {
        var remaining = code;
        while (!remaining.isBlank()) {
            var info = analysis.analyzeCompletion(remaining);
            switch (info.completeness()) {
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return Completeness.INCOMPLETE;
                }
                case UNKNOWN -> {
                    return Completeness.INVALID;
                }
                case EMPTY -> {
                    return Completeness.COMPLETE;
                }
                default -> remaining = info.remaining();
            }
        }
        return Completeness.COMPLETE;
    }

    private static String page(Documentation documentation) {
        var comment = documentation.javadoc();
        return comment == null
                ? documentation.signature()
                : documentation.signature() + "\n"
                        + Javadoc.text(comment).indent(2).stripTrailing();
    }

    private static String kind(String text) {
        if (text.endsWith("(") || text.endsWith(")")) {
            return "function";
        }
        return Character.isUpperCase(text.charAt(0))
                ? "class"
                : javax.lang.model.SourceVersion.isKeyword(text) ? "keyword" : "instance";
    }

    /**
     * The statement that the cursor stands in, after the variables that the cell declares before it: the cell has not run,
     * but its variables are to be completed all the same.
     */
    private record Context(String text, int cursor, int shift) {
        static Context of(SourceCodeAnalysis analysis, String code, int cursor) {
            var declarations = new StringBuilder();
            var at = 0;
            while (at < cursor) {
                var info = analysis.analyzeCompletion(code.substring(at));
                var rest = info.remaining();
                var end = rest == null || !info.completeness().isComplete()
                        ? code.length()
                        : code.length() - rest.length();
                if (end >= cursor || end == at) {
                    break;
                }
                analysis.sourceToSnippets(info.source()).stream()
                        .filter(snippet -> snippet.kind() == Snippet.Kind.VAR)
                        .forEach(snippet ->
                                declarations.append(snippet.source().strip()).append('\n'));
                at = end;
            }
            var text = declarations + code.substring(at, cursor);
            return new Context(text, text.length(), at - declarations.length());
        }

        int toCode(int index) {
            return index + shift;
        }
    }
}
