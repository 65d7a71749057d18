package lungo.lib.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import lungo.kernel.display.DisplayData;
import lungo.kernel.display.Notebook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final FakeFrontend kernel = new FakeFrontend();

    @AfterEach
    void leaveNoKernelBehind() {
        Notebook.connect(null);
    }

    @Test
    void sendsABundleToLungosKernelAndUpdatesItThere() {
        Notebook.connect(kernel);
        var id = Output.display(Bundle.text("first").and(Bundle.SVG, "<svg/>"));
        Output.update(id, Bundle.text("second"));
        assertThat(kernel.shown)
                .containsExactly(
                        "display " + id + " {text/plain=first, image/svg+xml=<svg/>}",
                        "update " + id + " {text/plain=second}");
    }

    @Test
    void leavesAValueToTheRendererThatThePersonRegistered() {
        Notebook.connect(kernel);
        kernel.renderers().register(StringBuilder.class, builder -> DisplayData.text("mine: " + builder));
        var id = Output.display(new StringBuilder("abc"));
        assertThat(kernel.shown).containsExactly("display " + id + " {text/plain=mine: abc}");
    }

    @Test
    void givesLungosKernelTheRenderersOfThisLibrary() {
        new LungoRenderers().register(kernel.renderers());
        Showable thing = () -> Bundle.text("a thing");
        assertThat(kernel.renderers().render(thing).data()).containsEntry("text/plain", "a thing");
    }

    @Test
    void printsTextOnAConsoleAndOverwritesOneLineOnATerminal() {
        assertThat(printed(true)).isEqualTo("10 %\n\033[1A\r\033[2K20 %\nfinal\nreport\n");
    }

    @Test
    void thinsOneLineUpdatesOutInALogButPrintsAReport() {
        assertThat(printed(false)).isEqualTo("10 %\nfinal\nreport\n");
    }

    private static String printed(boolean terminal) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var console = new ConsoleScreen(Renderings.load(), out, terminal);
        var id = console.display("10 %");
        console.update(id, Bundle.text("20 %"));
        console.update(id, Bundle.text("final\nreport"));
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
