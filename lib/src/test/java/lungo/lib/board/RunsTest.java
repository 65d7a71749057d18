package lungo.lib.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lungo.lib.display.Bundle;
import lungo.lib.plot.PlotlyJson;
import lungo.lib.train.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    @TempDir
    Path folder;

    private static History history(double... accuracies) {
        var epochs = new ArrayList<History.Epoch>();
        var steps = new ArrayList<History.Steps>();
        for (int i = 0; i < accuracies.length; i++) {
            epochs.add(new History.Epoch(i + 1, 1.0 / (i + 1), 0.5, 2.0 / (i + 1), accuracies[i], 1.5));
            steps.add(new History.Steps(10 * (i + 1), i + 1, 1.0 / (i + 1), 0.5));
        }
        return new History(epochs, steps, "digits", Optional.empty());
    }

    @Test
    void aLoadedRunIsTheOneThatWasSaved() {
        var stopped = new History(
                List.of(new History.Epoch(1, 0.1, Double.NaN, Double.POSITIVE_INFINITY, 0.3, 1e-9)),
                List.of(),
                "MNIST",
                Optional.of("Interrupted"));
        Runs.save(folder, "sgd", history(0.5, 0.7));
        Runs.save(folder, "a/b", stopped);
        var runs = Runs.load(folder);
        assertThat(runs.names()).containsExactly("a/b", "sgd");
        assertThat(runs.history("sgd")).isEqualTo(history(0.5, 0.7));
        assertThat(runs.history("a/b")).isEqualTo(stopped);
        assertThatThrownBy(() -> runs.history("adam")).hasMessageContaining("no run adam, only [a/b, sgd]");
    }

    @Test
    void theTableTellsTheBestAndTheLastEpoch() {
        var table = Runs.none()
                .add("sgd", history(0.5, 0.9, 0.8))
                .add("stopped", history())
                .table();
        assertThat(table.columnNames())
                .containsExactly(
                        "run",
                        "epochs",
                        "best test accuracy",
                        "at epoch",
                        "train loss",
                        "test loss",
                        "train accuracy",
                        "test accuracy",
                        "seconds");
        assertThat(table.row(0).getDouble("best test accuracy")).isEqualTo(0.9);
        assertThat(table.row(0).getDouble("at epoch")).isEqualTo(2);
        assertThat(table.row(0).getDouble("test accuracy")).isEqualTo(0.8);
        assertThat(table.row(0).getDouble("seconds")).isEqualTo(4.5);
        assertThat(table.row(1).getInt("epochs")).isZero();
        assertThat(table.doubleColumn("test loss").isMissing(1)).isTrue();
    }

    @Test
    void curvesAreSmoothedAsTensorBoardDoes() {
        var runs = Runs.none().add("sgd", history(1, 0, 0)).smoothed(0.5);
        var json = PlotlyJson.of(runs.figure("test accuracy")).get("data").toString();
        // 1, then (0.5 * 0.5 + 0) / 0.75, then (0.25 * 0.5 + 0) / 0.875; the values themselves stand pale behind.
        assertThat(json).contains("1.0, 0.0, 0.0").contains("1.0, 0.3333333333333333, 0.14285714285714285");
        assertThat(json).contains("opacity=0.25");
        assertThatThrownBy(() -> runs.figure("f1")).hasMessageContaining("No run has the measure f1, only [train loss");
        assertThatThrownBy(() -> runs.smoothed(1)).hasMessageContaining("less than 1, not 1.0");
    }

    @Test
    void runsAreShownSideBySideInFourMeasures() {
        var bundle = Runs.none()
                .add("sgd", history(0.5, 0.7))
                .add("adam", history(0.6, 0.8))
                .bundle();
        var svg = String.valueOf(bundle.data().get(Bundle.SVG)).replaceAll("\\s*\n\\s*", "");
        for (var measure : List.of("train loss", "test loss", "train accuracy", "test accuracy")) {
            assertThat(svg).contains(">" + measure + "</text>");
        }
        assertThat(svg).contains(">sgd</text>").contains(">adam</text>");
        assertThat(bundle.text()).contains("best test accuracy").contains("adam");
    }

    @Test
    void runsOfOtherMetricsAreJudgedByTheirLoss() {
        var epochs = List.of(
                new History.Epoch(1, Map.of("loss", 3.0), Map.of("loss", 2.0, "MSE", 1.0), 0.1, 1),
                new History.Epoch(2, Map.of("loss", 2.0), Map.of("loss", 2.5, "MSE", 1.2), 0.01, 1));
        var steps = List.of(new History.Steps(5, 0.5, Map.of("loss", 3.0)));
        var runs = Runs.none().add("line", new History(epochs, steps, "points", Optional.empty()));
        assertThat(runs.measures()).contains("train loss", "test loss", "test MSE");
        assertThat(runs.table().row(0).getDouble("best test loss")).isEqualTo(2);
        assertThat(runs.table().row(0).getDouble("at epoch")).isEqualTo(1);
        assertThat(PlotlyJson.of(runs.figure("learning rate")).get("data").toString())
                .contains("0.1, 0.01");
        assertThat(String.valueOf(runs.bundle().data().get(Bundle.SVG))).contains("test MSE");
    }

    @Test
    void aCorruptRunIsNamed() throws IOException {
        Runs.save(folder, "sgd", history(0.5));
        var file = folder.resolve("sgd.run.json");
        Files.writeString(file, Files.readString(file).substring(0, 100));
        assertThatThrownBy(() -> Runs.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sgd.run.json holds no history");
        assertThat(Runs.load(folder.resolve("nowhere")).names()).isEmpty();
    }
}
