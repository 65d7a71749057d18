package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import lungo.kernel.display.Notebook;
import lungo.lib.display.FakeFrontend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveChartTest {
    private static final String PLOTLY = "application/vnd.plotly.v1+json";
    private static final String SVG = "image/svg+xml";

    private final FakeFrontend kernel = new FakeFrontend();

    @BeforeEach
    void connect() {
        Notebook.connect(kernel);
    }

    @AfterEach
    void leaveNoKernelBehind() {
        Notebook.connect(null);
    }

    private Map<String, Object> last() {
        return kernel.data.get(kernel.data.size() - 1).data();
    }

    private void awaitUpdates(int count) throws InterruptedException {
        while (kernel.data.size() < count) {
            Thread.sleep(20);
        }
    }

    @Test
    void showsASvgThatMovesAndEndsAsPlotly() throws Exception {
        try (var chart = LiveChart.titled("Training").panels("loss")) {
            chart.add("train loss", 0, 2.3);
            awaitUpdates(2);
            chart.add("train loss", 1, 1.1);
            awaitUpdates(3);
        }
        var moving = kernel.data.subList(0, kernel.data.size() - 1);
        assertThat(moving).allSatisfy(data -> assertThat(data.data()).containsOnlyKeys(SVG, "text/plain"));
        assertThat(moving).extracting(data -> data.data().get(SVG)).doesNotHaveDuplicates();
        assertThat(last()).containsOnlyKeys(PLOTLY, SVG, "text/plain");
        assertThat(kernel.shown.stream().map(line -> line.split(" ")[1]))
                .containsOnly(kernel.shown.get(0).split(" ")[1]);
        assertThat(kernel.shown.get(0)).startsWith("display ");
        assertThat(kernel.shown.subList(1, kernel.shown.size())).allMatch(line -> line.startsWith("update "));
    }

    @Test
    void theWholeFigureIsThereWhenCloseReturns() {
        var chart = LiveChart.titled("Quick");
        for (int i = 0; i < 1000; i++) {
            chart.add("value", i, i * i);
        }
        chart.close();
        @SuppressWarnings("unchecked")
        var traces = (List<Map<String, Object>>) ((Map<String, Object>) last().get(PLOTLY)).get("data");
        assertThat(Numbers.of(Json.list(traces.get(0), "y"))).hasSize(1000).endsWith(998001.0);
    }

    @Test
    void anErrorInTheLoopLeavesWhatWasDrawn() {
        assertThatThrownBy(() -> {
                    try (var chart = LiveChart.titled("Failing")) {
                        chart.add("loss", 0, 1);
                        throw new IllegalStateException("out of memory");
                    }
                })
                .hasMessage("out of memory");
        assertThat(last()).containsKey(PLOTLY);
    }

    @Test
    void anInterruptedThreadStillLeavesTheWholeFigureAndStaysInterrupted() {
        try (var chart = LiveChart.titled("Interrupted")) {
            chart.add("loss", 0, 1);
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(last()).containsKey(PLOTLY);
    }

    @Test
    void aClosedChartMovesAgainWhenMoreComes() {
        var chart = LiveChart.titled("Again");
        chart.add("loss", 0, 1).close();
        chart.add("loss", 1, 0.5).close();
        assertThat(kernel.shown.stream().filter(line -> line.startsWith("display")))
                .hasSize(1);
        assertThat(String.valueOf(last().get("text/plain"))).contains("2 values, 0.5 to 1");
    }

    @Test
    void aCellEndsWithTheWholeFigureShownThoughTheChartIsNotClosed() {
        var chart = LiveChart.titled("Open").add("loss", 0, 1);
        kernel.endCell();
        assertThat(last()).containsKey(PLOTLY);
        chart.add("loss", 1, 0.25);
        kernel.endCell();
        assertThat(String.valueOf(last().get("text/plain"))).contains("2 values, 0.25 to 1");
        var updates = kernel.data.size();
        kernel.endCell();
        chart.close();
        assertThat(kernel.data).as("nothing has changed since").hasSize(updates);
    }

    @Test
    void theDrawingThreadIsNoHeirOfTheCellThatStartedIt() throws Exception {
        var cell = new InheritableThreadLocal<String>();
        cell.set("In [1]");
        var seen = new java.util.concurrent.CompletableFuture<String>();
        var picture = new Live() {
            @Override
            public lungo.lib.display.Bundle progress() {
                seen.complete(String.valueOf(cell.get()));
                return lungo.lib.display.Bundle.text("picture");
            }

            @Override
            public lungo.lib.display.Bundle bundle() {
                return progress();
            }
        };
        var drawer = new LiveDrawer(picture, "id");
        drawer.changed();
        assertThat(seen.get()).isEqualTo("null");
        drawer.finish();
    }

    @Test
    void aPanelOfAMeasureThatNobodyTookIsLeftOutAndEachOfAFewEpochsNumbered() {
        var chart = LiveChart.titled("One").x("epoch").panels("loss", "accuracy");
        for (int epoch = 1; epoch <= 8; epoch++) {
            chart.add("train loss", epoch, 1.0 / epoch);
        }
        var json = PlotlyJson.of(chart.figure());
        assertThat(Json.object(json, "layout")).doesNotContainKey("yaxis2");
        assertThat(Json.object(json, "layout", "xaxis").get("dtick")).isEqualTo(1);
        assertThat(SvgChart.of(chart.figure()).orElseThrow()).contains(">3<", ">7<");
        assertThat(PlotlyJson.of(chart.add("train loss", 100, 0).figure()).toString())
                .doesNotContain("dtick");
        chart.close(); // Else it would still be drawn in the next test's notebook.
    }

    @Test
    void seriesStandInThePanelThatTheyAreNamedFor() {
        var chart =
                LiveChart.titled("Two").x("epoch").panels("loss", "accuracy").log("loss");
        chart.add("train loss", 1, 0.5).add("test loss", 1, 0.6).add("test accuracy", 1, 0.9);
        chart.close();
        var json = PlotlyJson.of(chart.figure());
        var data = SvgChart.traces(json);
        assertThat(data).extracting(trace -> trace.get("name")).containsExactly("train", "test", "test");
        assertThat(data).extracting(trace -> trace.get("yaxis")).containsExactly(null, null, "y2");
        assertThat(data).extracting(trace -> trace.get("showlegend")).containsExactly(true, true, false);
        assertThat(Json.object(data.get(1), "line").get("color"))
                .isEqualTo(Json.object(data.get(2), "line").get("color"));
        assertThat(Json.object(json, "layout", "xaxis2", "title").get("text")).isEqualTo("epoch");
        assertThat(Json.object(json, "layout", "yaxis").get("type")).isEqualTo("log");
    }

    @Test
    void aLongRunIsThinnedButKeepsItsEndsAndItsExtremes() {
        var chart = LiveChart.titled("Long");
        for (int i = 0; i < 100_000; i++) {
            chart.add("loss", i, i == 33_333 ? 50 : Math.sin(i / 1000.0));
        }
        chart.close();
        var y = Numbers.of(
                Json.list(SvgChart.traces(PlotlyJson.of(chart.figure())).get(0), "y"));
        assertThat(y).hasSizeLessThan(4500).contains(50.0).startsWith(0.0).endsWith(Math.sin(99.999));
    }

    @Test
    void aFifthPanelAndAnUnknownOneAreRefused() {
        var chart = LiveChart.titled("Panels");
        assertThatThrownBy(() -> chart.panels("a", "b", "c", "d", "e")).hasMessageContaining("1 to 4 panels, not 5");
        assertThatThrownBy(() -> chart.log("loss")).hasMessageContaining("No panel is named loss");
    }

    @Test
    void valuesThatAreNotFiniteBreakTheLineAndNothingElse() {
        try (var chart = LiveChart.titled("Diverging")) {
            chart.add("loss", 0, 1).add("loss", 1, Double.POSITIVE_INFINITY).add("loss", 2, Double.NaN);
            assertThat(chart.progress().text()).isEqualTo("Diverging: loss NaN at step 2");
        }
        assertThat(last()).containsKeys(PLOTLY, SVG);
    }
}
