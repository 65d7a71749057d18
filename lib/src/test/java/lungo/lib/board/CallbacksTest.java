package lungo.lib.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lungo.lib.train.Callback;
import lungo.lib.train.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbacksTest {
    @TempDir
    Path folder;

    /** Two epochs of five steps. */
    private static void train(Callback callback) {
        callback.start(2, 5);
        for (int epoch = 1; epoch <= 2; epoch++) {
            callback.steps(new History.Steps(5 * epoch, epoch, 1.0 / epoch, 0.5));
            callback.epoch(new History.Epoch(epoch, 1.0 / epoch, 0.5, 2.0 / epoch, 0.6, 1));
        }
        callback.end(new History(List.of(), List.of(), "digits", Optional.empty()));
    }

    @Test
    void runsShareTheWindowsOfABoardAndARunAgainBeginsAnew() {
        var board = Board.named("runs");
        train(new BoardCallback(board, "sgd"));
        train(new BoardCallback(board, "adam"));
        train(new BoardCallback(board, "sgd"));
        assertThat(board.windows()).containsExactly("loss", "accuracy");
        assertThat(board.line("loss").curves())
                .containsExactlyInAnyOrder("sgd train", "sgd test", "adam train", "adam test");
        assertThat(board.line("loss").x("sgd train")).containsExactly(1, 2);
        assertThat(board.line("loss").y("sgd test")).containsExactly(2, 1);
        assertThat(board.line("accuracy").y("adam test")).containsExactly(0.6, 0.6);
    }

    @Test
    void everyMetricHasItsWindowAndItsTag() throws IOException {
        var board = Board.named("metrics");
        var epoch = new History.Epoch(1, Map.of("loss", 1.0), Map.of("loss", 2.0, "F1", 0.5), 0.1, 1);
        new BoardCallback(board).epoch(epoch);
        assertThat(board.windows()).containsExactlyInAnyOrder("loss", "F1");
        try (var writer = new SummaryWriter(folder)) {
            new SummaryWriterCallback(writer).epoch(epoch);
            assertThat(Files.readString(writer.file(), StandardCharsets.ISO_8859_1))
                    .contains("Loss/test", "F1/test", "Learning rate");
        }
    }

    @Test
    void withoutANameTheCurvesAreTrainAndTest() {
        var board = Board.named("run");
        train(new BoardCallback(board));
        assertThat(board.line("loss").curves()).containsExactly("train", "test");
    }

    @Test
    void tensorBoardGetsLossAndAccuracyByPyTorchsNames() throws IOException {
        try (var writer = new SummaryWriter(folder)) {
            train(new SummaryWriterCallback(writer));
            var text = Files.readString(writer.file(), StandardCharsets.ISO_8859_1);
            assertThat(text).contains("Loss/train", "Loss/test", "Accuracy/train", "Accuracy/test");
        }
    }

    @Test
    void aWriterThatFailsDoesNotTakeTheTrainingWithIt() {
        var writer = new SummaryWriter(folder);
        writer.close();
        assertThatCode(() -> train(new SummaryWriterCallback(writer))).doesNotThrowAnyException();
    }
}
