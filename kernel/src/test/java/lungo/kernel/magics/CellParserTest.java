package lungo.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import lungo.kernel.magics.Segment.CellMagic;
import lungo.kernel.magics.Segment.Code;
import lungo.kernel.magics.Segment.LineMagic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellParserTest {
    @Test
    void partsCodeAndLineMagicsAndKeepsTheirLines() {
        assertThat(CellParser.parse("int a = 1;\n%maven g:a:1 \"g:b:2\"\n\n  %jars lib/*.jar\nint b = a;"))
                .containsExactly(
                        new Code("int a = 1;\n", 1),
                        new LineMagic("maven", "g:a:1 \"g:b:2\"", List.of("g:a:1", "g:b:2"), 2),
                        new LineMagic("jars", "lib/*.jar", List.of("lib/*.jar"), 4),
                        new Code("int b = a;", 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int r = 7\n  %b;",
                "int r = 7 %b;",
                "int r = 7\n%b;",
                "int r = (7\n%b + 1);",
                "f(1,\n%b 2)",
                "var s = \"\"\"\n%maven g:a:1\n\"\"\";",
                "var s = \"\"\"\n\\\"\"\" \n%maven g:a:1\n\"\"\";",
                "/*\n%maven g:a:1\n*/ int x;",
                "// %maven g:a:1\nint x;",
                "void f() {\n%b c\n}",
                "var s = \"a = %jars x\";",
                "System.out.printf(\"%d%n\", 3)",
                "var c = '\"'; var d = \"\\\"\"; int r = 7\n %b + 1;",
                "a = b %c",
                "x %= y",
                "boolean z = a == %b",
                "int r = a\n% b",
                "f(x = %jars y)",
                ""
            })
    void leavesJavaAlone(String cell) {
        assertThat(CellParser.parse(cell)).isEqualTo(cell.isEmpty() ? List.of() : List.of(new Code(cell, 1)));
    }

    @Test
    void rewritesAnEmbeddedMagicInItsLine() {
        assertThat(CellParser.parse("List<String> added = %jars \"x y.jar\" C:\\lib\\b.jar\nadded.size()"))
                .containsExactly(new Code(
                        "List<String> added = lineMagic(\"jars\", java.util.List.of(\"x y.jar\", \"C:\\\\lib\\\\b.jar\"));"
                                + "\nadded.size()",
                        1));
        assertThat(CellParser.parse("void f() { // jars\n  var a =  %jars ;\n}"))
                .containsExactly(
                        new Code("void f() { // jars\n  var a =  lineMagic(\"jars\", java.util.List.of());\n}", 1));
    }

    @Test
    void handsTimeItsCodeUnsplit() {
        assertThat(CellParser.parse("var n = %time \"a  b\".length();"))
                .containsExactly(
                        new Code("var n = lineMagic(\"time\", java.util.List.of(\"\\\"a  b\\\".length()\"));", 1));
        assertThat(CellParser.parse("%time f(\"a  b\")"))
                .containsExactly(new LineMagic("time", "f(\"a  b\")", List.of("f(\"a  b\")"), 1));
    }

    @Test
    void aCellMagicTakesTheRestOfTheCell() {
        assertThat(CellParser.parse("\n%%loadFromPOM compile test\n<dependency>\n%maven x\n</dependency>"))
                .containsExactly(new CellMagic(
                        "loadFromPOM", List.of("compile", "test"), "<dependency>\n%maven x\n</dependency>", 2));
        assertThat(CellParser.parse("%%time")).containsExactly(new CellMagic("time", List.of(), "", 1));
    }

    @Test
    void aCellMagicBelowTheFirstLineIsALineThatTheKernelCanComplainAbout() {
        assertThat(CellParser.parse("int a;\n%%time\nint b;"))
                .contains(new LineMagic("%time", "", List.of(), 2), new Code("int b;", 3));
    }

    @Test
    void findsAMagicBelowAStatementThatLacksItsSemicolon() {
        assertThat(CellParser.parse("int a = 5\n%maven g:a:1\na"))
                .containsExactly(
                        new Code("int a = 5\n", 1),
                        new LineMagic("maven", "g:a:1", List.of("g:a:1"), 2),
                        new Code("a", 3));
    }

    @Test
    void findsAMagicAfterAStrayClosingBracketAndAnUnclosedQuote() {
        assertThat(CellParser.parse("});\n%lsmagic")).contains(new LineMagic("lsmagic", "", List.of(), 2));
        assertThat(CellParser.parse("var s = \"oops;\n%maven g:a:1"))
                .contains(new LineMagic("maven", "g:a:1", List.of("g:a:1"), 2));
    }

    @Test
    void takesWindowsLineEnds() {
        assertThat(CellParser.parse("%maven g:a:1\r\nint a;"))
                .containsExactly(new LineMagic("maven", "g:a:1", List.of("g:a:1"), 1), new Code("int a;", 2));
    }

    /** Any pile of nasty pieces: nothing is lost, nothing is moved to another line. */
    @Test
    void losesNoLineOfAnyCell() {
        var pieces = List.of(
                "\"",
                "'",
                "\"\"\"",
                "\\",
                "/*",
                "*/",
                "//",
                "\n",
                "\n",
                "\n%maven g:a:1",
                "%b",
                "% b",
                "=",
                "x",
                ";",
                "{",
                "}",
                "(",
                ")",
                "[",
                "]",
                " ",
                "\u00e9",
                "\ud83c\udf75",
                "%%time",
                "\r\n",
                "'\"'",
                "%",
                "0");
        var random = new Random(42);
        for (int trial = 0; trial < 20_000; trial++) {
            var cell = random.ints(random.nextInt(25), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            assertCoversEveryLine(cell);
        }
    }

    private static void assertCoversEveryLine(String cell) {
        var lines = cell.split("\n", -1);
        int next = 1;
        for (var segment : CellParser.parse(cell)) {
            if (segment instanceof Code code) {
                assertThat(code.firstLine()).as(cell).isGreaterThanOrEqualTo(next);
                var text = code.text().split("\n", -1);
                for (int i = 0; i < text.length && !text[i].contains("lineMagic("); i++) {
                    assertThat(lines[code.firstLine() - 1 + i])
                            .as(cell)
                            .isEqualTo(
                                    text[i].isEmpty() && i == text.length - 1
                                            ? lines[code.firstLine() - 1 + i]
                                            : text[i]);
                }
                next = code.firstLine() + text.length - (code.text().endsWith("\n") ? 1 : 0);
            } else if (segment instanceof LineMagic magic) {
                for (int line = next; line < magic.line(); line++) {
                    assertThat(lines[line - 1]).as(cell).isBlank();
                }
                assertThat(lines[magic.line() - 1].strip()).as(cell).startsWith("%" + magic.name());
                next = magic.line() + 1;
            } else if (segment instanceof CellMagic magic) {
                assertThat(cell).endsWith(magic.body());
                return;
            }
        }
        for (int line = next; line <= lines.length; line++) {
            assertThat(lines[line - 1]).as(cell).isBlank();
        }
    }
}
