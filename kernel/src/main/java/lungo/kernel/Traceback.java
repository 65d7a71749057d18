package lungo.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lungo.kernel.execution.ExecutionResult.Frame;
import lungo.kernel.execution.ExecutionResult.Problem;
import lungo.kernel.execution.ExecutionResult.Rejected;
import lungo.kernel.execution.ExecutionResult.Threw;
import lungo.kernel.messages.Execute.Failure;

/** Failures as a person reads them, with the two ANSI styles that stand out on light and dark pages alike: red and bold. */
final class Traceback {
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final int END_FRAMES = 8;

    private Traceback() {}

    static Failure rejected(Rejected rejected) {
        var lines = new ArrayList<String>();
        for (var problem : rejected.problems()) {
            lines.add(RED + "CompileError" + PLAIN + ": " + problem.message());
            lines.add("  " + problem.cell() + ", line " + problem.line());
            lines.add(marked(problem));
        }
        var value = rejected.problems().stream().map(Problem::message).collect(Collectors.joining("\n"));
        return new Failure("CompileError", value, lines);
    }

    static Failure threw(Threw threw) {
        var lines = new ArrayList<String>();
        for (var trace = threw.trace(); trace != null; trace = trace.cause()) {
            var message = trace.message() == null ? "" : ": " + trace.message();
            lines.add((lines.isEmpty() ? "" : "Caused by: ") + RED + trace.className() + PLAIN + message);
            lines.addAll(frames(trace.frames()));
        }
        var trace = threw.trace();
        return new Failure(trace.className(), trace.message() == null ? "" : trace.message(), lines);
    }

    static Failure interrupted() {
        var message = "The cell was stopped; variables are as it left them.";
        return new Failure("KeyboardInterrupt", message, List.of(RED + "KeyboardInterrupt" + PLAIN + ": " + message));
    }

    /** A failure that has no place in a cell's code, such as a magic's. */
    static Failure of(Throwable thrown) {
        var name = thrown.getClass().getSimpleName();
        var message = thrown.getMessage() == null ? "" : thrown.getMessage();
        return new Failure(name, message, List.of(RED + name + PLAIN + ": " + message));
    }

    /** A run of equal frames, as endless recursion leaves them, is shown once; of a long stack, its two ends. */
    private static List<String> frames(List<Frame> frames) {
        var groups = new ArrayList<List<String>>();
        for (var i = 0; i < frames.size(); ) {
            var same = i + 1;
            while (same < frames.size() && frames.get(same).equals(frames.get(i))) {
                same++;
            }
            var group = new ArrayList<>(frame(frames.get(i)));
            if (same - i > 1) {
                group.add("  … and " + (same - i - 1) + " times more");
            }
            groups.add(group);
            i = same;
        }
        if (groups.size() > 2 * END_FRAMES) {
            var middle = groups.subList(END_FRAMES, groups.size() - END_FRAMES);
            var left = List.of("  … " + middle.size() + " frames");
            middle.clear();
            groups.add(END_FRAMES, left);
        }
        return groups.stream().flatMap(List::stream).toList();
    }

    private static List<String> frame(Frame frame) {
        if (frame.text() == null) {
            return List.of("  at " + frame.place() + (frame.line() > 0 ? ", line " + frame.line() : ""));
        }
        return List.of(
                "  " + frame.place() + ", line " + frame.line(),
                "  → " + BOLD + frame.text().strip() + PLAIN);
    }

    private static String marked(Problem problem) {
        var text = problem.text();
        var end = Math.min(problem.end(), text.length());
        var start = Math.min(problem.start(), end);
        // Tabs stay tabs below, so that the marks stand under what they mark.
        var indent = text.substring(0, start).replaceAll("[^\\t]", " ");
        return "    " + text.substring(0, start) + BOLD + RED + text.substring(start, end) + PLAIN + text.substring(end)
                + "\n    " + indent + RED + "^".repeat(Math.max(1, end - start)) + PLAIN;
    }
}
