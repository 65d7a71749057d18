package lungo.kernel.execution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import lungo.kernel.execution.ExecutionResult.Frame;
import lungo.kernel.execution.ExecutionResult.Problem;
import lungo.kernel.execution.ExecutionResult.Trace;
import lungo.kernel.execution.Interpreter.Cell;

/** Knows which line of which cell each snippet came from, and so where problems and stack frames point. */
final class Origins {
    private static final String SNIPPET = "#";
    private static final String STATEMENT = "do_it$";
    private static final Pattern LAMBDA = Pattern.compile("^lambda\\$(.+)\\$\\d+$");

    /** The place of a snippet's text: it starts at {@code offset} of {@code code}. */
    record Origin(Cell cell, String code, int offset) {
        int lineOf(int position) {
            var line = cell.firstLine();
            for (var i = 0; i < Math.min(position, code.length()); i++) {
                if (code.charAt(i) == '\n') {
                    line++;
                }
            }
            return line;
        }

        String text(int line) {
            var lines = code.split("\n", -1);
            var index = line - cell.firstLine();
            return index >= 0 && index < lines.length ? lines[index] : "";
        }
    }

    private final Map<String, Origin> bySnippet = new ConcurrentHashMap<>();
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    /** Keeps where {@code snippet} came from: the text once, however often its cell is run, and nothing of the request. */
    void add(Snippet snippet, Origin origin) {
        var cell = new Cell(null, origin.cell.name(), origin.cell.firstLine());
        var code = codes.computeIfAbsent(origin.code, text -> text);
        bySnippet.put(snippet.id(), new Origin(cell, code, origin.offset));
    }

    /** {@code diag}, whose positions count from the snippet's start, as a problem of its cell. */
    Problem problem(Diag diag, Origin origin) {
        var from = Math.min(origin.offset + (int) Math.max(0, diag.getStartPosition()), origin.code.length());
        var to = Math.min(origin.offset + (int) Math.max(0, diag.getEndPosition()), origin.code.length());
        while (from > 0 && from == origin.code.length() && Character.isWhitespace(origin.code.charAt(from - 1))) {
            from--; // "Reached the end" points behind the last line break, where there is nothing to show.
        }
        var lineStart = origin.code.lastIndexOf('\n', from - 1) + 1;
        var lineEnd = origin.code.indexOf('\n', from);
        var text = origin.code.substring(lineStart, lineEnd < 0 ? origin.code.length() : lineEnd);
        var start = from - lineStart;
        var end = Math.max(start + 1, Math.min(to - lineStart, text.length()));
        return new Problem(message(diag), origin.cell.name(), origin.lineOf(from), text, start, end);
    }

    /** What a person needs of {@code exception}, as JShell translated it, with {@code thrown} for what JShell left out. */
    Trace trace(JShellException exception, Throwable thrown) {
        return trace(exception, thrown, new HashSet<>());
    }

    private Trace trace(Throwable exception, Throwable thrown, Set<Throwable> seen) {
        if (exception == null || !seen.add(exception)) {
            return null;
        }
        var cause = trace(exception.getCause(), thrown == null ? null : thrown.getCause(), seen);
        var frames = frames(exception.getStackTrace());
        if (exception instanceof UnresolvedReferenceException unresolved) {
            var name =
                    unresolved.getSnippet().source().strip().lines().findFirst().orElse("");
            return new Trace("UnresolvedReferenceException", "Uses what is not declared yet: " + name, frames, cause);
        }
        var className = exception instanceof EvalException eval
                ? eval.getExceptionClassName()
                : exception.getClass().getName();
        var message = exception.getMessage();
        return new Trace(Names.unwrapped(className), message == null ? null : Names.unwrapped(message), frames, cause);
    }

    /** The place in a library where it was thrown, if it was there, then the cells' own frames. */
    private List<Frame> frames(StackTraceElement[] stack) {
        var frames = new ArrayList<Frame>();
        for (var element : stack) {
            var origin = element.getFileName() != null && element.getFileName().startsWith(SNIPPET)
                    ? bySnippet.get(element.getFileName().substring(SNIPPET.length()))
                    : null;
            if (origin != null) {
                var line = origin.lineOf(origin.offset) + element.getLineNumber() - 1;
                frames.add(new Frame(origin.cell.name() + in(element.getMethodName()), line, origin.text(line)));
            } else if (frames.isEmpty() && !element.getClassName().equals(Guard.class.getName())) {
                frames.add(new Frame(
                        element.getClassName() + "." + element.getMethodName(), element.getLineNumber(), null));
            }
        }
        return frames;
    }

    /** The method as the person named it: JShell calls the body of a cell's own do_it$, and a lambda's lambda$name$0. */
    private static String in(String method) {
        var name = LAMBDA.matcher(method).replaceAll("$1");
        return name.isEmpty() || name.startsWith(STATEMENT) ? "" : ", in " + name;
    }

    /** What javac says, without its lines on a location that is only JShell's wrapper. */
    private static String message(Diag diag) {
        return diag.getMessage(null)
                .lines()
                .filter(line -> !line.strip().equals("location: class"))
                .map(Names::unwrapped)
                .collect(Collectors.joining("\n"));
    }
}
