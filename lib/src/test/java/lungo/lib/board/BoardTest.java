package lungo.lib.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import lungo.kernel.display.Notebook;
import lungo.lib.display.Bundle;
import lungo.lib.display.FakeFrontend;
import lungo.lib.plot.ConfusionMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final FakeFrontend kernel = new FakeFrontend();
    private final Board board = new Board("mnist");

    @BeforeEach
    void connect() {
        Notebook.connect(kernel);
    }

    @AfterEach
    void leaveNoKernelBehind() {
        Notebook.connect(null);
    }

    /** The SVG without the line breaks inside its tags. */
    private static String svg(Bundle bundle) {
        return String.valueOf(bundle.data().get(Bundle.SVG)).replaceAll("\\s*\n\\s*", "");
    }

    private static void isWellFormed(String svg) {
        assertThatCode(() -> DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))))
                .doesNotThrowAnyException();
    }

    private void awaitUpdates(int count) throws InterruptedException {
        while (kernel.data.size() < count) {
            Thread.sleep(20);
        }
    }

    @Test
    void movesInPlaceWhileLaterCellsAppend() throws Exception {
        board.show();
        board.line("loss").append("train", 0, 2.3);
        awaitUpdates(2);
        board.text("notes", "half way");
        board.line("loss").append("train", 1, 1.1);
        board.close();
        var moving = kernel.data.subList(0, kernel.data.size() - 1);
        assertThat(moving).allSatisfy(data -> assertThat(data.data()).containsOnlyKeys(Bundle.SVG, Bundle.TEXT));
        assertThat(kernel.shown.get(0)).startsWith("display ");
        assertThat(kernel.shown.subList(1, kernel.shown.size()))
                .allMatch(
                        line -> line.startsWith("update " + kernel.shown.get(0).split(" ")[1]));
        var last = kernel.data.get(kernel.data.size() - 1).data();
        assertThat(last).containsOnlyKeys(Bundle.PLOTLY, Bundle.SVG, Bundle.TEXT);
        assertThat(String.valueOf(last.get(Bundle.TEXT)))
                .contains("train, line of 2 values, 1.1 to 2.3")
                .contains("half way");
        assertThat(svg(new Bundle(last))).contains(">loss</text>").contains(">half way</text>");
    }

    @Test
    void everyKindOfWindowStandsInOneWellFormedPictureWithItsAltText() {
        board.line("loss").append(1, 0.5);
        board.image("digit", new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY));
        board.heatmap("table", new double[][] {{1, 2}, {3, 4}});
        board.histogram("weights", 1, 2, 2, 3, Double.NaN);
        board.text("notes", "a < b & \"c\"\n学习率");
        var svg = svg(board.bundle());
        isWellFormed(svg);
        assertThat(svg)
                .startsWith(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Board mnist: loss 0.5 at 1;")
                .contains(">digit</text>", ">table</text>", ">weights</text>", ">notes</text>", "学习率");
        assertThat(board.windows()).containsExactly("loss", "digit", "table", "weights", "notes");
        assertThat(board.progress().text().lines()).hasSize(1);
    }

    @Test
    void aWindowNamedAgainIsReplacedWhereItStands() {
        board.text("first", "one");
        board.text("second", "two");
        board.text("first", "three");
        assertThat(board.windows()).containsExactly("first", "second");
        assertThat(board.bundle().text()).contains("three").doesNotContain("one");
        board.remove("first");
        assertThat(board.windows()).containsExactly("second");
    }

    @Test
    void aBoardNamedAgainKeepsItsWindowsUntilItIsCleared() {
        var first = Board.named("again");
        first.text("notes", "one");
        assertThat(Board.named("again")).isSameAs(first);
        assertThat(first.windows()).containsExactly("notes");
        first.clear();
        assertThat(first.windows()).isEmpty();
    }

    @Test
    void whatALaterCellPutIsThereWhenThatCellEnds() {
        board.show();
        board.text("one", "1");
        kernel.endCell();
        board.text("two", "2");
        kernel.endCell();
        assertThat(kernel.data
                        .get(kernel.data.size() - 1)
                        .data()
                        .get(Bundle.TEXT)
                        .toString())
                .contains("1")
                .contains("2");
    }

    @Test
    void aTableKeepsItsColumnsAndALegendItsCard() {
        var runs = tech.tablesaw.api.Table.create("runs")
                .addColumns(
                        tech.tablesaw.api.StringColumn.create("optimiser", "SGD", "AdamW with a long name"),
                        tech.tablesaw.api.DoubleColumn.create("loss", 0.5, 0.25));
        board.put("runs", runs);
        assertThat(svg(board.bundle())).contains("font-family=\"monospace\"");
        var loss = board.line("loss");
        List.of("train a", "test a", "train b", "test b").forEach(curve -> loss.append(curve, 1, 2));
        var legend = loss.bundle(412, 300).data().get(Bundle.PLOTLY).toString();
        assertThat(legend).doesNotContain("orientation=h");
        assertThat(loss.bundle().data().get(Bundle.PLOTLY).toString()).contains("orientation=h");
    }

    @Test
    void aHeatMapOfTwoRowsCountsThemInWholeNumbers() {
        board.heatmap("table", new double[][] {{1, 2}, {3, 4}});
        assertThat(svg(board.bundle())).contains(">0<", ">1<").doesNotContain(">0.5<", ">1.5<");
    }

    @Test
    void theHistogramCountsAndTheHeatMapHasItsFirstRowOnTop() {
        board.histogram("weights", 1, 2, 2, 3);
        assertThat(board.window("weights").bundle().text()).contains("bar of 3 values, 1 to 2");
        board.heatmap("table", new double[][] {{1, 0}, {0, 0}});
        assertThat(String.valueOf(board.window("table").bundle().data().get(Bundle.PLOTLY)))
                .contains("autorange=reversed");
    }

    @Test
    void arraysArePicturesAndStayOpen() {
        try (var manager = NDManager.newBaseManager()) {
            var batch = manager.ones(new Shape(5, 3, 8, 8));
            board.images("batch", batch, "first", "second");
            board.image("one", batch.get(0));
            board.histogram("values", batch);
            assertThat(board.window("batch").bundle().text()).startsWith("batch, 5 images\n  first\n  second");
            assertThat(batch.toFloatArray()).containsOnly(1f);
            assertThatThrownBy(() -> board.images("batch", batch.get(0))).hasMessageContaining("(3, 8, 8)");
        }
    }

    @Test
    void anythingThatACellShowsCanBeShown() {
        board.put("confusion", ConfusionMatrix.of(new int[] {0, 1, 1}, new int[] {0, 1, 0}));
        board.put("number", 42);
        assertThat(board.bundle().text()).contains("Confusion matrix").contains("42");
        isWellFormed(svg(board.bundle()));
    }

    @Test
    void aWindowByItselfIsAFigureThatPlotlyMakesZoomable() {
        board.line("loss").titles("step", "cross-entropy").log().append("train", new double[] {1, 2}, new double[] {3, 4
        });
        var bundle = board.line("loss").bundle();
        assertThat(bundle.data()).containsOnlyKeys(Bundle.PLOTLY, Bundle.SVG, Bundle.TEXT);
        assertThat(String.valueOf(bundle.data().get(Bundle.PLOTLY)))
                .contains("type=log")
                .contains("cross-entropy");
    }

    @Test
    void curvesComeAndGo() {
        var loss = board.line("loss").append("a", 1, 2).append("b", 1, 3);
        assertThat(loss.curves()).containsExactly("a", "b");
        assertThat(loss.remove("a").curves()).containsExactly("b");
        assertThat(loss.y("b")).containsExactly(3);
        assertThat(loss.clear().curves()).isEmpty();
        isWellFormed(svg(board.bundle()));
        assertThatThrownBy(() -> loss.x("a")).hasMessageContaining("has no curve a");
    }

    @Test
    void manyThreadsAppendWhileItIsDrawn() throws Exception {
        board.show();
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            var curve = "curve " + t;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 2000; i++) {
                    board.line("loss").append(curve, i, i);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        board.close();
        assertThat(board.line("loss").x("curve 3")).hasSize(2000);
        assertThat(board.bundle().text()).contains("curve 0, line of", "0 to 1999");
    }

    @Test
    void mistakesAreNamed() {
        board.text("notes", "");
        assertThatThrownBy(() -> board.line("notes"))
                .hasMessageContaining("shows no curves")
                .hasMessageContaining("remove");
        assertThatThrownBy(() -> board.window("loss")).hasMessageContaining("no window loss, only [notes]");
        assertThatThrownBy(() -> board.columns(0)).hasMessageContaining("1 to 4 columns, not 0");
        assertThatThrownBy(() -> board.heatmap("table", new double[][] {{1}, {}}))
                .hasMessageContaining("[1, 0]");
        assertThatThrownBy(() -> board.images("none", List.of())).hasMessageContaining("0 pictures");
        assertThatThrownBy(() -> board.line("loss").append("a", new double[2], new double[3]))
                .hasMessageContaining("2 values of x and 3 of y");
        assertThat(board.windows()).containsExactly("notes", "loss");
    }
}
