package lungo.lib.display;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.stream.IntStream;
import lungo.kernel.display.Renderers;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderingsTest {
    private static Table table(int rows) {
        var table = Table.create("Digits").addColumns(StringColumn.create("name"), DoubleColumn.create("score"));
        IntStream.range(0, rows).forEach(i -> {
            table.stringColumn(0).append("<" + i + ">");
            table.doubleColumn(1).append(i / 3.0);
        });
        return table;
    }

    private static String text(Object value) {
        return Output.render(value).text();
    }

    @Test
    void aLongTableShowsItsEndsAndHowManyRowsItHas() {
        var bundle = Output.render(table(1005));
        var html = String.valueOf(bundle.data().get("text/html"));
        assertThat(html)
                .contains("1,005 rows × 2 columns", "&lt;4&gt;", "&lt;995&gt;", "&lt;1004&gt;")
                .doesNotContain("&lt;5&gt;", "&lt;994&gt;");
        assertThat(html.split("<tr>")).hasSize(1 + 1 + 5 + 1 + 10);
        assertThat(html).contains("<td style=\"text-align:right\">0.333333</td>");
        assertThat(bundle.text())
                .contains(
                        "Digits: 1,005 rows",
                        "  <1>     0.333333\n",
                        "  <4>      1.33333\n  …              …\n  <995>    331.667\n");
    }

    @Test
    void aWideTableSaysWhichColumnsAreLeftOut() {
        var table = Table.create("Wide");
        IntStream.range(0, 30).forEach(i -> table.addColumns(IntColumn.create("c" + i, new int[] {i})));
        assertThat(text(table)).contains("c19").doesNotContain("c21").contains("… 10 more columns, from c20");
    }

    @Test
    void missingValuesAndAnEmptyTableAreShown() {
        var table = Table.create("Gaps").addColumns(DoubleColumn.create("x", 1.0, Double.NaN));
        assertThat(String.valueOf(Output.render(table).data().get("text/html")))
                .contains("<td style=\"text-align:right\"></td>");
        assertThat(text(Table.create("Empty"))).isEqualTo("Empty: 0 rows × 0 columns");
    }

    @Test
    void imagesBecomePng() {
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        for (var value : new Object[] {image, ImageFactory.getInstance().fromImage(image)}) {
            var bundle = Output.render(value);
            var png = Base64.getDecoder().decode((String) bundle.data().get("image/png"));
            assertThat(png).startsWith(0x89, 'P', 'N', 'G');
            assertThat(bundle.text()).isEqualTo("image, 3 × 2 pixels");
        }
    }

    @Test
    void arraysReadAsInPyTorch() {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            assertThat(text(manager.create(new float[] {1, -0.5f, 3.14159f, 0}, new Shape(2, 2))))
                    .isEqualTo("[[ 1.0000, -0.5000],\n [ 3.1416,  0.0000]]\n(2, 2) float32 on cpu()");
            assertThat(text(manager.create(new float[] {1, 2}))).isEqualTo("[1., 2.]\n(2) float32 on cpu()");
            assertThat(text(manager.create(new int[] {7, -10}))).isEqualTo("[  7, -10]\n(2) int32 on cpu()");
            assertThat(text(manager.create(new boolean[] {true, false})))
                    .isEqualTo("[ true, false]\n(2) boolean on cpu()");
            assertThat(text(manager.create(2.5f))).startsWith("2.5000\n()");
            assertThat(text(manager.create(new float[] {1e-6f, 1, Float.NaN})))
                    .isEqualTo("[1.0000e-06, 1.0000e+00,        nan]\n(3) float32 on cpu()");
            assertThat(text(manager.create(new Shape(0, 3)))).isEqualTo("NDArray (0, 3) float32 on cpu()");
            assertThat(text(manager.ones(new Shape(2), DataType.FLOAT16))).startsWith("[1., 1.]");
        }
    }

    @Test
    void aLargeArrayIsShownByItsEdgesAndLeavesNothingBehind() {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var array = manager.arange(60_000).reshape(3, 100, 200);
            var before = manager.getManagedArrays().size();
            var text = text(array);
            assertThat(text)
                    .startsWith("[[[    0,     1,     2, ...,   197,   198,   199],\n")
                    .contains("  ...,\n")
                    .contains("59999]]]\n(3, 100, 200) int32 on cpu()");
            assertThat(manager.getManagedArrays()).hasSize(before);
            assertThat(array.isReleased()).isFalse();
        }
    }

    @Test
    void aClosedArraySaysSo() {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var array = manager.create(1f);
            array.close();
            assertThat(text(array)).contains("closed");
        }
    }

    @Test
    void aNetworkIsATreeWithItsParameters() {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var net = new SequentialBlock()
                    .add(Linear.builder().setUnits(200).build())
                    .add(Activation::relu)
                    .add(Linear.builder().setUnits(10).build());
            assertThat(text(net)).startsWith("SequentialBlock, not initialised");
            net.initialize(manager, DataType.FLOAT32, new Shape(1, 784));
            assertThat(text(net))
                    .startsWith("SequentialBlock, 159,010 parameters\n")
                    .contains("157,000 parameters");
        }
    }

    @Test
    void aLambdaHasItsOwnNameAndRunningMeansAreNoParameters() {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var net = new SequentialBlock()
                    .add(BatchNorm.builder().optAxis(1).build())
                    .add(Activation.reluBlock());
            net.initialize(manager, DataType.FLOAT32, new Shape(2, 5, 3, 3));
            assertThat(text(net)).isEqualTo("SequentialBlock, 10 parameters\n  01BatchNorm, 10 parameters\n  02ReLU");
        }
    }

    @Test
    void lungosKernelGetsAllOfThem() {
        var renderers = new Renderers();
        new LungoRenderers().register(renderers);
        assertThat(renderers.render(table(2)).data()).containsKeys("text/html", "text/plain");
        assertThat(renderers.render(new Shape(2, 3)).data()).containsEntry("text/plain", "(2, 3)");
    }

    @Test
    void anythingElseIsItsOwnText() {
        assertThat(text(42)).isEqualTo("42");
        assertThat(text(null)).isEqualTo("null");
    }
}
