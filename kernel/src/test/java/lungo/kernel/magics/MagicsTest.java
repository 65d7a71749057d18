package lungo.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MagicsTest {
    @TempDir
    Path folder;

    private RecordingSession session;
    private Magics magics;

    @BeforeEach
    void open() {
        session = new RecordingSession(folder);
        magics = new Magics(session);
    }

    @Test
    void namesTheNearestMagicWhereThereIsNone() {
        assertThatThrownBy(() -> magics.line("mavn", List.of()))
                .isInstanceOf(MagicException.class)
                .hasMessage("There is no magic %mavn. Did you mean %maven? %lsmagic lists all.");
        assertThatThrownBy(() -> magics.line("jar", List.of())).hasMessageContaining("Did you mean %jars?");
        assertThatThrownBy(() -> magics.line("addMaven", List.of())).hasMessageContaining("%addMavenDependency");
        assertThatThrownBy(() -> magics.cell("loadfrompom", List.of(), ""))
                .hasMessage("There is no magic %%loadfrompom. Did you mean %%loadFromPOM? %lsmagic lists all.");
        assertThatThrownBy(() -> magics.line("matplotlib", List.of()))
                .hasMessage("There is no magic %matplotlib. %lsmagic lists all.");
    }

    @Test
    void tellsLineAndCellMagicsApart() {
        assertThatThrownBy(() -> magics.cell("jars", List.of(), "x"))
                .hasMessage("%%jars is not for a whole cell. Write %jars with one percent sign.");
        assertThatThrownBy(() -> magics.line("%time", List.of()))
                .hasMessage("%%time works on a whole cell: put it on the cell's first line.");
    }

    @Test
    void knowsAllNamesOfIJava() throws Exception {
        assertThat(magics.lineNames())
                .contains("jars", "classpath", "load", "time", "addMavenDependencies", "addMavenDependency", "maven")
                .contains("addMavenRepo", "mavenRepo", "loadFromPOM");
        assertThat(magics.cellNames()).containsExactlyInAnyOrder("loadFromPOM", "time");
        magics.line("help", List.of());
        assertThat(session.printed()).contains("%maven GROUP:ARTIFACT", "%%loadFromPOM", "%lsmagic", "%load FILE");
    }

    @Test
    void addsJarsByGlobAndFolderAndReturnsTheNewOnes() throws Exception {
        var a = touch("lib/a.jar");
        var b = touch("lib/b.jar");
        touch("lib/readme.txt");
        assertThat(magics.line("jars", List.of("lib/a*.jar"))).isEqualTo(List.of(a.toString()));
        assertThat(magics.line("jars", List.of("lib"))).isEqualTo(List.of(b.toString()));
        assertThat(session.classpath).containsExactly(a, b);
    }

    @Test
    void addsFoldersToTheClassPath() throws Exception {
        touch("out/x/A.class");
        touch("out/y/B.class");
        magics.line("classpath", List.of("out/?", "out/y", folder.resolve("out") + "/"));
        assertThat(session.classpath).containsExactly(folder.resolve("out/x"), folder.resolve("out/y"));
    }

    @Test
    void saysThatNothingIsThere() {
        assertThatThrownBy(() -> magics.line("jars", List.of("lib/*.jar")))
                .hasMessage("%jars: nothing is at lib/*.jar (from " + folder
                        + "). Check the path; names are parted by / on every system.");
        assertThat(session.classpath).isEmpty();
    }

    @Test
    void loadsSourceWithOrWithoutItsEnding() throws Exception {
        write("a.jshell", "int a;");
        write("b.java", "class B {}");
        write("c.jsh", "int c;");
        for (var name : List.of("a", "b.java", "c", "a.jshell")) {
            magics.line("load", List.of(name));
        }
        assertThat(session.evaluated).containsExactly("int a;", "class B {}", "int c;", "int a;");
    }

    @Test
    void loadsTheCodeCellsOfANotebook() throws Exception {
        write("n.ipynb", """
                {"cells": [
                  {"cell_type": "markdown", "source": ["no"]},
                  {"cell_type": "code", "source": ["int a;\\n", "int b;"]},
                  {"cell_type": "code", "source": "%jars x"},
                  {"cell_type": "code", "source": ["fail()"]},
                  {"cell_type": "code", "source": ["never"]}],
                 "metadata": {"kernelspec": {"language": "java"}}, "nbformat": 4}
                """);
        assertThatThrownBy(() -> magics.line("load", List.of("n"))).isInstanceOf(IllegalStateException.class);
        assertThat(session.evaluated).containsExactly("int a;\nint b;", "%jars x", "fail()");
        assertThat(session.printed().strip()).isEqualTo("%load n stopped in code cell 3.");
    }

    @Test
    void saysWhyAFileCannotBeLoaded() throws Exception {
        write("py.ipynb", "{\"cells\": [], \"metadata\": {\"language_info\": {\"name\": \"python\"}}}");
        write("bad.ipynb", "{\"cells\": [");
        write("old.ipynb", "{\"worksheets\": []}");
        Files.write(folder.resolve("latin.java"), "var ä = 1;".getBytes(StandardCharsets.ISO_8859_1));
        assertLoadFails("nowhere", "%load: there is no file nowhere in " + folder + ", nor with .jsh,");
        assertLoadFails("py.ipynb", "is a notebook in python. Only Java notebooks can be loaded.");
        assertLoadFails("bad.ipynb", "bad.ipynb is not a notebook: ");
        assertLoadFails("old.ipynb", "not a notebook of nbformat 4");
        assertLoadFails("latin.java", "latin.java is not UTF-8 text. Save it as UTF-8.");
        assertThatThrownBy(() -> magics.line("load", List.of("my", "file")))
                .hasMessage("%load takes one file, not 2: %load file.java. Put a path with blanks in quotes.");
        assertThat(session.evaluated).isEmpty();
    }

    @Test
    void timesALineAndACellAndReturnsTheirValue() throws Exception {
        assertThat(magics.line("time", List.of("1 + 1"))).isEqualTo("value of 1 + 1");
        assertThat(session.printed())
                .matches("(?s)CPU time: (under )?\\d[\\d.]* (ms|s), all threads\\R"
                        + "Wall time: \\d[\\d.]* (ns|µs|ms|s)\\R");
        magics.cell("time", List.of(), "int a;\nint b;");
        // The body keeps the line numbers that it has in the cell.
        assertThat(session.evaluated).last().isEqualTo("\nint a;\nint b;");
    }

    @Test
    void timesCodeThatFails() {
        assertThatThrownBy(() -> magics.line("time", List.of("fail()"))).isInstanceOf(IllegalStateException.class);
        assertThat(session.printed()).contains("Wall time: ");
    }

    @Test
    void formatsTimesToThreeFigures() {
        assertThat(List.of(7L, 1_234L, 999_600L, 12_345_678L, 123_456_789L, 59_900_000_000L).stream()
                        .map(TimeMagic::format))
                .containsExactly("7 ns", "1.23 µs", "1.00 ms", "12.3 ms", "123 ms", "59.9 s");
        assertThat(TimeMagic.format(62_000_000_000L)).isEqualTo("1 min 2 s");
        assertThat(TimeMagic.format(3_723_000_000_000L)).isEqualTo("1 h 2 min 3 s");
    }

    private void assertLoadFails(String name, String message) {
        assertThatThrownBy(() -> magics.line("load", List.of(name)))
                .isInstanceOf(MagicException.class)
                .hasMessageContaining(message);
    }

    private Path touch(String name) throws IOException {
        return write(name, "");
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
