package lungo.kernel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import lungo.kernel.execution.Interpreter.Cell;
import lungo.kernel.execution.Interpreter.Completeness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the agent, which only the kernel's own process has: what is proved here holds where redefinition fails. */
class JShellInterpreterTest {
    private final List<String> notes = new ArrayList<>();
    private final JShellInterpreter interpreter = new JShellInterpreter(List.of(), List.of(), notes::add);

    @AfterEach
    void close() {
        interpreter.close();
    }

    @Test
    void redefiningAMethodLosesNoVariable() {
        value("int x = 5; var list = new java.util.ArrayList<>(java.util.List.of(1));");
        value("int f() { return x; }");
        value("var g = f() + 1;");
        value("int f() { return x * 10; }");
        assertThat(value("x + \" \" + list + \" \" + g + \" \" + f()")).isEqualTo("5 [1] 6 50");
        assertThat(notes).isEmpty();
    }

    @Test
    void addingAnImportLosesNoVariable() {
        value("Object kept = new StringBuilder(\"kept\"); Runnable r = () -> System.identityHashCode(kept);");
        value("import java.util.*;");
        value("import java.util.stream.*;");
        assertThat(value("kept.toString() + (r != null)")).isEqualTo("kepttrue");
    }

    @Test
    void aMethodThatGainsALambdaLosesNoVariable() {
        value("String s = \"kept\"; String f() { return s; } String t = f();");
        value("String f() { java.util.function.Supplier<String> q = () -> s + \"!\"; return q.get(); }");
        assertThat(value("s + t + f()")).isEqualTo("keptkeptkept!");
    }

    @Test
    void aVariableThatCannotLiveOnIsNamed() {
        value("class Q {}");
        value("var q = new Q();");
        value("class Q { int z; }");
        assertThat(notes).singleElement().asString().contains("q").contains("new Q");
    }

    @Test
    void mutuallyDependentClassesWork() {
        value("class A { B b; } class B { A a; }");
        assertThat(value("new A().b == null")).isEqualTo(true);
        assertThat(notes).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        value("int later() { return missing + 1; }");
        assertThat(notes).singleElement().asString().contains("later").contains("variable missing");
    }

    @Test
    void aProblemPointsAtItsLineWhereverTheSnippetStands() {
        var result = interpreter.execute("int a = 1;\n\n  int b = a +\n    nowhere;", new Cell(null, "In [9]", 4));
        var problem = ((ExecutionResult.Rejected) result).problems().get(0);
        assertThat(problem.cell()).isEqualTo("In [9]");
        assertThat(problem.line()).isEqualTo(7);
        assertThat(problem.text().substring(problem.start(), problem.end())).isEqualTo("nowhere");
    }

    @Test
    void aFrameNamesItsLineWhateverBlanksStandBeforeTheSnippet() {
        assertThat(frames("int aa = 1; \nint bb = 1/0;")).containsExactly("In [3] 2 int bb = 1/0;");
        assertThat(frames("int aa = 1;\t\n \n\n  int bb = 1/0;")).containsExactly("In [3] 4   int bb = 1/0;");
        assertThat(frames(" \n\nint aa = 1; // one\n// two\nint bb = 1/0;")).containsExactly("In [3] 5 int bb = 1/0;");
        assertThat(frames("int aa = 1; int bb = 1/0;")).containsExactly("In [3] 1 int aa = 1; int bb = 1/0;");
    }

    @Test
    void aFrameBearsNoNameOfJShells() {
        assertThat(frames("int zero = 0;\nvar text = new Object() {\n int v = 1 / zero; };"))
                .noneMatch(frame -> frame.contains("$"));
        assertThat(frames("int zero = 0;\nRunnable task = () -> System.out.println(1 / zero);\ntask.run();"))
                .containsExactly(
                        "In [3] 2 Runnable task = () -> System.out.println(1 / zero);", "In [3] 3 task.run();");
        assertThat(frames("void run(int n) {\n  Runnable r = () -> System.out.println(1 / n);\n  r.run();\n}\nrun(0);"))
                .containsExactly(
                        "In [3], in run 2   Runnable r = () -> System.out.println(1 / n);",
                        "In [3], in run 3   r.run();",
                        "In [3] 5 run(0);");
    }

    private List<String> frames(String code) {
        var threw = (ExecutionResult.Threw) interpreter.execute(code, new Cell(null, "In [3]", 1));
        return threw.trace().frames().stream()
                .filter(frame -> frame.text() != null)
                .map(frame -> frame.place() + " " + frame.line() + " " + frame.text())
                .toList();
    }

    @Test
    void valuesOfExpressionsAreNotKept() {
        value("var queue = new java.lang.ref.ReferenceQueue<Object>();");
        value("java.lang.ref.Reference<Object> watch;");
        value("new Object() {{ watch = new java.lang.ref.WeakReference<Object>(this, queue); }}");
        System.gc();
        assertThat(value("watch.get() == null")).isEqualTo(true);
    }

    @Test
    void anOverwrittenVariableLetsGoOfItsValue() {
        value("var big = new Object(); var watch = new java.lang.ref.WeakReference<Object>(big);");
        value("var big = \"small\";");
        System.gc();
        assertThat(value("watch.get() == null")).isEqualTo(true);
    }

    @Test
    void whatComesToTheClassPathLaterIsCompiledAgainst(@TempDir Path folder) throws Exception {
        var source = Files.writeString(
                folder.resolve("Tool.java"), "package tools; public class Tool { public int x = 6; }");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());
        value("int kept = 7;");
        interpreter.addToClasspath(List.of(folder));
        assertThat(value("new tools.Tool().x * kept")).isEqualTo(42);
    }

    @Test
    void completenessIsTold() {
        assertThat(interpreter.completeness("int x = 1;")).isEqualTo(Completeness.COMPLETE);
        assertThat(interpreter.completeness("for (int i = 0; i < 3; i++) {")).isEqualTo(Completeness.INCOMPLETE);
        assertThat(interpreter.completeness("int x = )")).isEqualTo(Completeness.INVALID);
        assertThat(interpreter.completeness("")).isEqualTo(Completeness.COMPLETE);
    }

    @Test
    void whatIsPrintedIsTheWholeOutput() {
        assertThat(value("System.err.printf(\"\");")).isNull();
        assertThat(value("String.format(\"%d\", 7)")).isEqualTo("7");
    }

    @Test
    void documentationIsReadable() {
        assertThat(interpreter.inspect("Math.max", 8)).get().asString().contains("int Math.max(int a, int b)");
        assertThat(interpreter.inspect("nothingOfTheKind", 5)).isEmpty();
    }

    private Object value(String code) {
        var result = interpreter.execute(code, new Cell(null, "In [1]", 1));
        if (result instanceof ExecutionResult.Value value) {
            return value.value();
        }
        assertThat(result).isInstanceOf(ExecutionResult.NoValue.class);
        return null;
    }
}
