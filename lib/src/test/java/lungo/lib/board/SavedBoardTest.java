package lungo.lib.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lungo.lib.display.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedBoardTest {
    @TempDir
    Path folder;

    private static Board full() {
        var board = new Board("mnist").columns(3);
        board.line("loss")
                .titles("epoch", "loss")
                .log()
                .append("train", 0.1, 2.5)
                .append("train", 2, Double.NaN);
        board.line("loss").append("test", 1, Double.POSITIVE_INFINITY);
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0xff8000);
        board.image("picture", image);
        board.heatmap("table", new double[][] {{1, Double.NaN}, {3, 4}});
        board.text("notes", "学习率 < 0.1");
        return board;
    }

    private static String svg(Window window) {
        // The ids inside an SVG carry a hash of its figure, in which a 1 read from JSON is a 1.0.
        return String.valueOf(window.bundle().data().get(Bundle.SVG)).replaceAll("c[0-9a-f]+-", "");
    }

    @Test
    void aLoadedBoardIsTheOneThatWasSaved() {
        var file = folder.resolve("new/board.json");
        var board = full();
        board.save(file);
        var loaded = Board.load(file);
        assertThat(loaded.name()).isEqualTo("mnist");
        assertThat(loaded.windows()).isEqualTo(board.windows());
        assertThat(loaded.bundle().text()).isEqualTo(board.bundle().text());
        for (var window : board.windows()) {
            assertThat(svg(loaded.window(window))).as(window).isEqualTo(svg(board.window(window)));
        }
        assertThat(loaded.line("loss").y("train")).containsExactly(2.5, Double.NaN);
        assertThat(loaded.line("loss").y("test")).containsExactly(Double.POSITIVE_INFINITY);
        loaded.line("loss").append("train", 3, 1);
        assertThat(loaded.line("loss").x("train")).containsExactly(0.1, 2, 3);
        loaded.save(folder.resolve("again.json"));
        board.line("loss").append("train", 3, 1);
        assertThat(Board.load(folder.resolve("again.json")).bundle().text())
                .isEqualTo(board.bundle().text());
    }

    @Test
    void savingLeavesNothingBesideTheFileAndReplacesTheOldOne() throws IOException {
        var file = folder.resolve("board.json");
        full().save(file);
        Board.named("other").save(file);
        assertThat(Board.load(file).name()).isEqualTo("other");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatIsNoBoardIsToldApart() throws IOException {
        var file = folder.resolve("board.json");
        assertThatThrownBy(() -> Board.load(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("There is no board at " + file);
        full().save(file);
        var text = Files.readString(file);
        for (int length : new int[] {0, 1, 40, text.length() / 2, text.length() - 1}) {
            Files.writeString(file, text.substring(0, length));
            assertThatThrownBy(() -> Board.load(file))
                    .as("cut to %d", length)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file + " is no board that can be read");
        }
        Files.writeString(file, text.replace("\"version\":1", "\"version\":2"));
        assertThatThrownBy(() -> Board.load(file)).hasMessageContaining("newer version");
        Files.writeString(file, "{\"lungo\":\"run\"}");
        assertThatThrownBy(() -> Board.load(file)).hasMessageContaining("it holds run");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> Board.load(file)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void whatCannotBeSavedSaysWhyAndLeavesTheOldFile() throws IOException {
        var notAFolder = Files.writeString(folder.resolve("file"), "text");
        assertThatThrownBy(() -> full().save(notAFolder.resolve("board.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot save the board to")
                .hasMessageContaining("Is the disk full");
        assertThat(notAFolder).hasContent("text");
    }

    @Test
    void environmentsAreBoardsByTheirNames() {
        var environments = Environments.in(folder.resolve("boards"));
        assertThat(environments.names()).isEmpty();
        assertThat(environments.open("fresh").windows()).isEmpty();
        environments.save(full());
        environments.save(Board.named("sgd / 0.1: zweiter"));
        assertThat(environments.names()).containsExactly("mnist", "sgd / 0.1: zweiter");
        assertThat(environments.open("mnist").windows()).contains("loss", "picture");
        assertThat(environments.open("sgd / 0.1: zweiter").name()).isEqualTo("sgd / 0.1: zweiter");
    }
}
