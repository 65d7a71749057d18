package lungo.kernel.execution;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs the code of cells and answers questions about code. One thread executes at a time; any thread may ask and interrupt. */
public interface Interpreter extends AutoCloseable {
    /** Runs {@code code} of {@code cell}, snippet by snippet, until its end or the first that fails. */
    ExecutionResult execute(String code, Cell cell);

    /** Runs {@code task}, which may execute code, as part of {@code cell}: it is interrupted, and prints, as its code is. */
    <T> T within(Cell cell, Callable<T> task) throws Exception;

    /** Stops what runs now, if anything does; code ends as {@link ExecutionResult.Interrupted}. */
    void interrupt();

    /** Whether what ran last was interrupted. */
    boolean wasInterrupted();

    /** Runs {@code step} to its end though {@link #interrupt} is called meanwhile, unless it is called twice. */
    void finish(Runnable step);

    /** What may stand at {@code cursor}, an index into {@code code}. */
    Completions complete(String code, int cursor);

    /** Signatures and documentation of what stands at {@code cursor}. */
    Optional<String> inspect(String code, int cursor);

    /** Whether {@code code} can be run as it stands. */
    Completeness completeness(String code);

    /** Adds jars and class folders to what code compiles and runs against. */
    void addToClasspath(List<Path> paths);

    /** The loader of the cells' classes, parent of none of the kernel's but its public API. */
    ClassLoader classLoader();

    @Override
    void close();

    /** A cell while it runs: {@code owner} tells its output from others', {@code name} stands in stack traces. */
    record Cell(Object owner, String name, int firstLine) {}

    /** Completions that replace {@code start} to {@code end}, best first. */
    record Completions(List<Completion> items, int start, int end) {}

    /** One completion; {@code kind} is a word such as function, class, keyword, variable. */
    record Completion(String text, String kind) {}

    /** How far code is from being complete. */
    enum Completeness {
        COMPLETE,
        INCOMPLETE,
        INVALID
    }
}
