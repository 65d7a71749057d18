package lungo.kernel.execution;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** The interpreter on JShell, in this JVM. */
public final class JShellInterpreter implements Interpreter {
    private final CellLoader loader = new CellLoader(new ApiLoader());
    private final Set<String> reset = new LinkedHashSet<>();
    private final CompilerLock compiler = new CompilerLock();
    private final CellExecution execution = new CellExecution(loader, compiler, reset::add);
    private final Origins origins = new Origins();
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final CodeAssist assist;
    private final Consumer<String> notes;
    private volatile Guard.Run running;
    private volatile Thread thread;

    /**
     * Compiles against {@code classpath}, with {@code compilerOptions} as javac takes them; {@code notes} is told what a
     * person should know though nothing failed.
     */
    public JShellInterpreter(List<Path> classpath, List<String> compilerOptions, Consumer<String> notes) {
        this.notes = notes;
        // JShell reads this property when it is built, and builds every class path on it.
        // A --class-path among the options would hide all that is added later.
        System.setProperty("java.class.path", api());
        shell = JShell.builder()
                .executionEngine(new Engine(execution), Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new))
                .build();
        addToClasspath(classpath);
        analysis = shell.sourceCodeAnalysis();
        assist = new CodeAssist(analysis);
    }

    @Override
    public ExecutionResult execute(String code, Cell cell) {
        try {
            return within(cell, () -> snippets(code, cell));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // Nothing in it throws a checked one.
        }
    }

    @Override
    public <T> T within(Cell cell, Callable<T> task) throws Exception {
        var outermost = running == null;
        var loaderBefore = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        if (outermost) {
            enter(new Guard.Run(cell.owner()));
        }
        try {
            return task.call();
        } finally {
            Thread.currentThread().setContextClassLoader(loaderBefore);
            if (outermost) {
                leave();
            }
        }
    }

    @Override
    public synchronized void interrupt() {
        if (running != null) {
            Guard.stop(running);
            // Never while the compiler runs: an interrupt would close the jars that it reads.
            if (!compiler.isHeldBy(thread)) {
                thread.interrupt();
            }
        }
    }

    @Override
    public boolean wasInterrupted() {
        return Guard.isStopping();
    }

    @Override
    public void finish(Runnable step) {
        Guard.finish(step);
    }

    @Override
    public Completions complete(String code, int cursor) {
        return compiler.hold(() -> assist.complete(code, cursor));
    }

    @Override
    public Optional<String> inspect(String code, int cursor) {
        return compiler.hold(() -> assist.inspect(code, cursor));
    }

    @Override
    public Completeness completeness(String code) {
        return compiler.hold(() -> assist.completeness(code));
    }

    @Override
    public void addToClasspath(List<Path> paths) {
        if (!paths.isEmpty()) {
            // In one go: each call makes JShell throw its compilers away.
            compiler.hold(() -> {
                shell.addToClasspath(joined(paths));
                return null;
            });
        }
    }

    @Override
    public ClassLoader classLoader() {
        return loader;
    }

    @Override
    public void close() {
        shell.close();
    }

    private synchronized void enter(Guard.Run run) {
        // Not when the run ends: its threads, those of the common pool among them, may take a while to see the flag.
        Guard.stop(null);
        Guard.enter(run);
        running = run;
        thread = Thread.currentThread();
    }

    private synchronized void leave() {
        running = null;
        Guard.enter(null);
        Thread.interrupted(); // An interrupt that came too late must not hit the next cell.
    }

    private ExecutionResult snippets(String code, Cell cell) {
        ExecutionResult result = new ExecutionResult.NoValue();
        var unresolved = new ArrayList<DeclarationSnippet>();
        var remaining = code.stripLeading(); // JShell counts lines from the first token, but not after every blank.
        while (!remaining.isBlank()) {
            if (Guard.isStopping()) {
                return new ExecutionResult.Interrupted();
            }
            var rest = remaining;
            var info = compiler.hold(() -> analysis.analyzeCompletion(rest));
            var origin = new Origins.Origin(cell, code, code.length() - remaining.length());
            if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                break;
            }
            var complete = info.completeness().isComplete();
            result = snippet(complete ? info.source() : remaining, origin, unresolved);
            if (!result.endedWell()) {
                return result;
            }
            remaining = complete ? remaining(info).stripLeading() : "";
        }
        noteUnresolved(unresolved);
        return result;
    }

    private static String remaining(CompletionInfo info) {
        return info.remaining() == null ? "" : info.remaining();
    }

    private ExecutionResult snippet(String source, Origins.Origin origin, List<DeclarationSnippet> unresolved) {
        ExecutionResult result = new ExecutionResult.NoValue();
        reset.clear();
        var declared = new LinkedHashSet<String>();
        for (var event : compiler.hold(() -> shell.eval(source))) {
            var snippet = event.snippet();
            if (event.causeSnippet() != null) {
                noteLost(event);
                continue;
            }
            origins.add(snippet, origin);
            if (snippet instanceof VarSnippet variable) {
                declared.add(variable.name());
            }
            if (isUnresolved(event.status())) {
                unresolved.add((DeclarationSnippet) snippet);
            }
            result = outcome(event, origin);
            if (!result.endedWell()) {
                break;
            }
        }
        reset.removeAll(declared);
        reset.forEach(
                name -> notes.accept("Variable " + name + " was reset: the class of its value was declared anew."));
        return result;
    }

    /** A declaration that a new one has made invalid is gone; JShell alone would not say so. */
    private void noteLost(SnippetEvent event) {
        var usable = event.status() == Status.VALID || event.status() == Status.OVERWRITTEN;
        if (event.previousStatus() == Status.VALID
                && !usable
                && event.snippet() instanceof DeclarationSnippet lost
                && event.causeSnippet() instanceof DeclarationSnippet cause) {
            notes.accept(lost.name() + " is gone, since it does not fit the new " + cause.name()
                    + ". Run the cell that declares it again.");
        }
    }

    private ExecutionResult outcome(SnippetEvent event, Origins.Origin origin) {
        var thrown = execution.takeThrown();
        var value = execution.takeValue();
        if (Guard.isStopping()) {
            return new ExecutionResult.Interrupted();
        }
        if (event.exception() != null) {
            return new ExecutionResult.Threw(thrown, origins.trace(event.exception(), thrown));
        }
        if (event.status() == Status.REJECTED) {
            return new ExecutionResult.Rejected(shell.diagnostics(event.snippet())
                    .filter(Diag::isError)
                    .map(diag -> origins.problem(diag, origin))
                    .toList());
        }
        if (event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            forget((VarSnippet) event.snippet());
        }
        if (value instanceof PrintStream) {
            return new ExecutionResult.NoValue(); // printf and append give the stream back: nobody asked to see it
        }
        return switch (event.snippet().subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND ->
                new ExecutionResult.Value(value);
            default -> new ExecutionResult.NoValue();
        };
    }

    /** JShell keeps the value of each expression in a variable $1, $2, …: a leak, and an import more in all later code. */
    private void forget(VarSnippet temporary) {
        execution.forget(temporary.name());
        compiler.hold(() -> shell.drop(temporary));
    }

    private void noteUnresolved(List<DeclarationSnippet> declarations) {
        for (var declaration : declarations) {
            if (isUnresolved(shell.status(declaration))) {
                var missing = shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "));
                notes.accept(declaration.name() + " cannot be used until this is declared: " + missing + ".");
            }
        }
    }

    private static boolean isUnresolved(Status status) {
        return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
    }

    /** The kernel's public API: a jar beside the kernel's own or, in a build, its classes. */
    private static String api() {
        var source = JShellInterpreter.class.getProtectionDomain().getCodeSource();
        var kernel = Path.of(java.net.URI.create(source.getLocation().toString()));
        var api = kernel.resolveSibling(kernel.getFileName().toString().replaceFirst("\\.jar$", "-api.jar"));
        return (Files.exists(api) ? api : kernel).toString();
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
    }

    /** Hands JShell an execution that exists already. */
    private record Engine(ExecutionControl execution) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "lungo";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return execution;
        }
    }
}
