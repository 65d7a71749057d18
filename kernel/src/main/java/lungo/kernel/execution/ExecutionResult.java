package lungo.kernel.execution;

import java.util.List;

/** How the code of a cell ended. */
public sealed interface ExecutionResult {
    /** Whether what comes after it may run. */
    default boolean endedWell() {
        return this instanceof Value || this instanceof NoValue;
    }

    /** It ended with an expression; {@code value} may be null. */
    record Value(Object value) implements ExecutionResult {}

    /** It ended with something that has no value. */
    record NoValue() implements ExecutionResult {}

    /** The compiler rejected a snippet; those before it have run. */
    record Rejected(List<Problem> problems) implements ExecutionResult {}

    /** A snippet threw {@code thrown}; {@code trace} and its causes hold only what a person needs. */
    record Threw(Throwable thrown, Trace trace) implements ExecutionResult {}

    /** It was interrupted. */
    record Interrupted() implements ExecutionResult {}

    /**
     * What the compiler says of a span: line {@code line} of {@code cell}, {@code text} that line, columns from
     * {@code start} up to {@code end} (0-based).
     */
    record Problem(String message, String cell, int line, String text, int start, int end) {}

    /** An exception as a person reads it. */
    record Trace(String className, String message, List<Frame> frames, Trace cause) {}

    /** One line of a stack: a cell's line with its text, or, where {@code text} is null, a place in a library. */
    record Frame(String place, int line, String text) {}
}
