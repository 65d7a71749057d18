package lungo.kernel;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import lungo.kernel.display.DisplayData;
import lungo.kernel.execution.Guard;
import lungo.kernel.execution.Interpreter;
import lungo.kernel.execution.JShellInterpreter;
import lungo.kernel.magics.Glob;
import lungo.kernel.magics.Magics;
import lungo.kernel.messages.Message;

/** What cells share: the interpreter, the magics, the class path, the way values are shown. */
final class CellSession implements lungo.kernel.magics.Session, AutoCloseable {
    private static final List<String> IMPORTS = List.of(
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.nio.file.*",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.function.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "java.util.stream.*",
            "static lungo.kernel.display.Notebook.*");

    private final Settings settings;
    private final Interpreter interpreter;
    private final Magics magics = new Magics(this);
    private final Values values = new Values();
    private final Set<Path> classpath = new LinkedHashSet<>();
    private Evaluation evaluation;
    private Message message;
    private String name;

    /** Runs code for a cell: {@code name} stands in traces, {@code message} is the request that its output answers. */
    interface Evaluation {
        Object eval(String code, String name, Message message) throws Exception;
    }

    /** A session as {@code settings} say. Throws IOException where a part of the class path cannot be searched. */
    private CellSession(Settings settings) throws IOException {
        this.settings = settings;
        for (var part : settings.classpath().split(File.pathSeparator)) {
            if (!part.isBlank()) {
                classpath.addAll(Glob.expand(workingDirectory(), part));
            }
        }
        interpreter = new JShellInterpreter(
                List.copyOf(classpath), settings.compilerOptions(), note -> System.err.println("Note: " + note));
        for (var name : IMPORTS) {
            interpreter.execute("import " + name + ";", new Interpreter.Cell(null, "start-up", 1));
        }
    }

    /** A session that starts on a thread of its own, since most of a kernel's start is the compiler's. */
    static CompletableFuture<CellSession> start(Settings settings) {
        var session = new CompletableFuture<CellSession>();
        var thread = new Thread(
                () -> {
                    try {
                        session.complete(new CellSession(settings));
                    } catch (Throwable e) { // Told to whoever asks for the session; nobody else is there to hear it.
                        session.completeExceptionally(e);
                    }
                },
                "lungo-start");
        thread.setDaemon(true);
        thread.start();
        return session;
    }

    Settings settings() {
        return settings;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    Magics magics() {
        return magics;
    }

    Values values() {
        return values;
    }

    DisplayData render(Object value) {
        return values.render(value, interpreter.classLoader());
    }

    /** Has nested code run by {@code evaluation}. */
    void evaluateWith(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Runs {@code task} for the cell of {@code message}: code that it evaluates belongs to that cell. */
    <T> T within(Message message, String name, Callable<T> task) throws Exception {
        this.message = message;
        this.name = name;
        return task.call();
    }

    /** Runs the scripts that the environment names, in IJava's order: files first, then code. */
    void runStartupScripts() throws Exception {
        for (var part : settings.startupScriptsPath().split(File.pathSeparator)) {
            if (!part.isBlank()) {
                for (var script : Glob.expand(workingDirectory(), part)) {
                    evaluation.eval(
                            Files.readString(script), script.getFileName().toString(), null);
                }
            }
        }
        evaluation.eval(settings.startupScript(), "IJAVA_STARTUP_SCRIPT", null);
    }

    @Override
    public List<Path> addToClasspath(List<Path> paths) {
        var added = new ArrayList<Path>();
        for (var path : paths) {
            var absolute = path.toAbsolutePath().normalize();
            if (classpath.add(absolute)) {
                added.add(absolute);
            }
        }
        interpreter.addToClasspath(added);
        values.classpathChanged();
        return added;
    }

    @Override
    public Object eval(String code) throws Exception {
        var run = Guard.current();
        return evaluation.eval(code, name, run == null ? message : (Message) run.owner());
    }

    @Override
    public PrintStream out() {
        return System.out;
    }

    @Override
    public Path workingDirectory() {
        return Path.of("").toAbsolutePath();
    }

    @Override
    public void close() {
        magics.close();
        interpreter.close();
    }
}
