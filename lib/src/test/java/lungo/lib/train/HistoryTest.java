package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path folder;

    private final History history = new History(
            List.of(
                    new History.Epoch(1, 0.1 + 0.2, 0.5, 1 / 3.0, 0.25, 1.5),
                    new History.Epoch(2, Map.of("loss", 0.25), Map.of("loss", Double.NaN), 1e-4, 2)),
            List.of(new History.Steps(10, 0.5, 0.7, 0.5)),
            "two \"clouds\"",
            Optional.of("Interrupted"));

    @Test
    void comesBackToTheLastDigit() {
        Path file = folder.resolve("runs/first.json");
        history.save(file);
        assertThat(History.load(file)).isEqualTo(history);
        assertThat(file.resolveSibling("first.json.part")).doesNotExist();
    }

    @Test
    void smallRatesKeepTheirDigitsInTheTable() {
        assertThat(history.table().column("learning rate").get(1)).isEqualTo(1e-4);
        assertThat(history.table().column("train loss").get(0)).isEqualTo(0.3);
    }

    @Test
    void aFileThatIsNoHistoryIsNamed() throws Exception {
        for (String text :
                List.of("", "{}", "[1]", "{\"epochs\":", "{\"epochs\": [], \"steps\": 3, \"source\": \"x\"}")) {
            Path file = Files.writeString(folder.resolve("broken.json"), text);
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> History.load(file))
                    .withMessageContaining("broken.json");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> History.load(folder.resolve("none.json")))
                .withMessageContaining("no file");
    }
}
