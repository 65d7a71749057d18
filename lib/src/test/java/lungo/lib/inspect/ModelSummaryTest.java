package lungo.lib.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.stream.LongStream;
import lungo.lib.display.Bundle;
import lungo.lib.nn.AdaptiveAvgPool2d;
import lungo.lib.nn.BatchNorm2d;
import lungo.lib.nn.ConvTranspose2d;
import lungo.lib.nn.Flatten;
import lungo.lib.nn.PReLU;
import lungo.lib.nn.Reference;
import lungo.lib.nn.Tape;
import lungo.lib.nn.Upsample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelSummaryTest {
    private final NDManager manager = Networks.manager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** x + f(x), as a reader might write it: a block of its own with children. */
    private static final class Residual extends AbstractBlock {
        private final Block inner;

        Residual(Block inner) {
            this.inner = addChildBlock("inner", inner);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
            var out = inner.forward(store, inputs, training).singletonOrThrow();
            return new NDList(out.add(inputs.singletonOrThrow()));
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
            inner.initialize(manager, type, shapes);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return shapes;
        }
    }

    private static void assertCounts(String name, Block net, long... input) {
        var summary = ModelSummary.of(net, new Shape(input));
        var torch = Reference.read("looking.json").getAsJsonObject(name);
        var shape = LongStream.range(0, torch.getAsJsonArray("output").size())
                .map(i -> torch.getAsJsonArray("output").get((int) i).getAsLong())
                .toArray();
        assertThat(summary.layers().get(0).output()).contains(new Shape(shape));
        assertThat(summary.parameters()).isEqualTo(torch.get("parameters").getAsLong());
        assertThat(summary.flops()).isEqualTo(torch.get("flops").getAsLong());
    }

    @Test
    void layersCountAsPyTorchCountsThem() {
        assertCounts("linear", Networks.linear(5), 3, 7);
        assertCounts(
                "conv1d",
                Conv1d.builder()
                        .setFilters(6)
                        .setKernelShape(new Shape(3))
                        .optStride(new Shape(2))
                        .optPadding(new Shape(1))
                        .build(),
                2,
                4,
                11);
        assertCounts(
                "conv2d",
                Conv2d.builder()
                        .setFilters(6)
                        .setKernelShape(new Shape(3, 5))
                        .optStride(new Shape(2, 1))
                        .optPadding(new Shape(1, 2))
                        .optGroups(2)
                        .optBias(false)
                        .build(),
                2,
                4,
                9,
                10);
        assertCounts(
                "conv3d",
                Conv3d.builder()
                        .setFilters(3)
                        .setKernelShape(new Shape(3, 3, 3))
                        .optDilation(new Shape(2, 2, 2))
                        .build(),
                1,
                2,
                7,
                8,
                9);
        assertCounts(
                "deconvolution",
                Conv2dTranspose.builder()
                        .setFilters(6)
                        .setKernelShape(new Shape(3, 3))
                        .optStride(new Shape(2, 2))
                        .optPadding(new Shape(1, 1))
                        .build(),
                2,
                4,
                5,
                6);
    }

    @Test
    void thisLibrarysOwnLayersAreCountedToo() {
        assertCounts("deconvolution", new ConvTranspose2d(6, 3).stride(2).padding(1), 2, 4, 5, 6);
        var net = new SequentialBlock()
                .add(new BatchNorm2d())
                .add(new PReLU())
                .add(new Upsample(2))
                .add(new AdaptiveAvgPool2d(1, 1))
                .add(new Flatten());
        var summary = ModelSummary.of(net, new Shape(1, 3, 4, 4));
        assertThat(summary.flops()).isEqualTo(2 * 48 + 48 + 192 + 192);
        assertThat(summary.toString()).doesNotContain("?");
        // They remember that they are initialised; they must not remember the summary's loans.
        assertThat(net.isInitialized()).isFalse();
        Networks.initialised(net, manager, 1, 5, 4, 4);
        assertThat(ModelSummary.of(net, new Shape(1, 5, 4, 4)).parameters()).isEqualTo(2 * 5 + 1);
    }

    @Test
    void thisLibrarysOwnLayersTellOfAnInputThatDoesNotFit() {
        for (Block layer : List.of(new BatchNorm2d(), new ConvTranspose2d(6, 3), new PReLU(4))) {
            var net = Networks.initialised(new SequentialBlock().add(layer), manager, 1, 4, 5, 5);
            assertThatThrownBy(() -> ModelSummary.of(net, new Shape(1, 3, 5, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(layer.getClass().getSimpleName())
                    .hasMessageContaining("4 ")
                    .hasMessageContaining("(1, 3, 5, 5)");
        }
    }

    @Test
    void lenetHasItsParametersShapesAndOperations() {
        var summary = ModelSummary.of(Networks.lenet(), new Shape(2, 1, 28, 28));
        var torch = Reference.read("looking.json").getAsJsonObject("lenet");
        assertThat(summary.parameters()).isEqualTo(61_706);
        assertThat(summary.trainable()).isEqualTo(61_706);
        assertThat(summary.parameterBytes()).isEqualTo(4 * 61_706);
        var weighed = summary.layers().stream()
                .filter(layer -> layer.parameters() > 0)
                .mapToLong(layer -> layer.flops().orElseThrow())
                .sum();
        assertThat(weighed).isEqualTo(torch.get("flops").getAsLong());
        var conv = summary.layers().get(4);
        assertThat(conv.name()).isEqualTo("04Conv2d");
        assertThat(conv.output()).contains(new Shape(2, 16, 10, 10));
        assertThat(conv.flops()).hasValue(2L * 2 * 16 * 10 * 10 * 6 * 5 * 5);
        assertThat(conv.bytes()).isEqualTo(4L * 2 * 16 * 10 * 10);
    }

    @Test
    void theTextNamesEveryLayerAndTheTotals() {
        var summary = ModelSummary.of(Networks.lenet(), new Shape(1, 1, 28, 28));
        assertThat(summary.bundle().data()).containsOnlyKeys(Bundle.TEXT);
        assertThat(summary.toString())
                .contains("01Conv2d", "02ReLU", "03maxPool2d", "(1, 16, 5, 5)", "48,120", "Parameters   61,706")
                .contains("a multiply-add is two")
                .doesNotContain("?");
        var table = summary.table();
        assertThat(table.rowCount()).isEqualTo(13);
        assertThat(table.longColumn("Parameters").sum()).isEqualTo(61_706);
    }

    @Test
    void anUninitialisedNetworkIsLeftSoAndNoRandomNumberIsDrawn() {
        var net = Networks.moody();
        Engine.getInstance().setRandomSeed(5);
        var wanted = manager.randomNormal(new Shape(4)).toFloatArray();
        Engine.getInstance().setRandomSeed(5);
        ModelSummary.of(net, new Shape(1, 1, 8, 8));
        assertThat(manager.randomNormal(new Shape(4)).toFloatArray()).isEqualTo(wanted);
        assertThat(net.isInitialized()).isFalse();
        Networks.initialised(net, manager, 1, 1, 6, 6);
        assertThat(net.getParameters().get("01Conv2d_weight").getArray().sum().getFloat())
                .isNotZero();
        assertThat(net.getParameters().get("05Linear_weight").getArray().getShape())
                .isEqualTo(new Shape(3, 4 * 6 * 6));
    }

    @Test
    void aTrainedNetworkKeepsItsWeightsItsShapesAndItsGradientSettings() {
        var net = Networks.initialised(Networks.moody(), manager, 7, 1, 8, 8);
        net.getParameters().get("05Linear_bias").freeze(true);
        var before = Networks.values(net);
        try (var tape = Tape.record()) {
            var summary = ModelSummary.of(net, new Shape(3, 1, 8, 8));
            assertThat(summary.layers().get(0).output()).contains(new Shape(3, 3));
            assertThat(summary.parameters() - summary.trainable()).isEqualTo(3);
            // Throws where the summary has stopped the recording for good.
            tape.backward(net.getParameters().get("05Linear_weight").getArray().sum());
        }
        assertThat(Networks.values(net)).isDeepEqualTo(before);
        assertThat(net.getInputShapes()).containsExactly(new Shape(7, 1, 8, 8));
        assertThat(net.getChildren().get(4).getValue().getInputShapes()).containsExactly(new Shape(7, 256));
        assertThat(net.getParameters().get("05Linear_bias").getArray().hasGradient())
                .isFalse();
    }

    @Test
    void runningMeansAreBuffersAsInPyTorch() {
        var summary = ModelSummary.of(BatchNorm.builder().optAxis(1).build(), new Shape(2, 5, 3, 3));
        assertThat(summary.parameters()).isEqualTo(10);
        assertThat(summary.buffers()).isEqualTo(10);
        assertThat(summary.toString()).contains("10 buffers");
    }

    @Test
    void blocksOfOnesOwnBranchesAndLambdasAreShown() {
        var net = new SequentialBlock()
                .add(new Residual(
                        new SequentialBlock().add(Networks.conv(4, 3, 1)).add(Activation.reluBlock())))
                .add(new ParallelBlock(out -> new NDList(out.get(0).singletonOrThrow()))
                        .add(Networks.conv(2, 1, 0))
                        .add(Networks.conv(3, 1, 0)))
                .add(LambdaBlock.singleton(x -> x.sum(new int[] {2, 3})));
        var summary = ModelSummary.of(net, new Shape(1, 4, 6, 6));
        assertThat(summary.layers())
                .extracting(ModelSummary.Layer::name)
                .containsExactly(
                        "SequentialBlock",
                        "01Residual",
                        "01inner",
                        "01Conv2d",
                        "02ReLU",
                        "02ParallelBlock",
                        "01Conv2d",
                        "02Conv2d",
                        "03LambdaBlock");
        assertThat(summary.layers().get(8).output()).contains(new Shape(1, 2));
        assertThat(summary.layers().get(8).flops()).isEmpty();
        assertThat(summary.toString()).contains("without the layers marked ?");
        assertThat(summary.parameters()).isEqualTo(4 * 4 * 9 + 4 + 4 * 2 + 2 + 4 * 3 + 3);
    }

    @Test
    void sharedParametersAreCountedOnce() {
        var shared = Networks.linear(8);
        var summary = ModelSummary.of(new SequentialBlock().add(shared).add(shared), new Shape(1, 8));
        assertThat(summary.parameters()).isEqualTo(8 * 8 + 8);
    }

    @Test
    void anInputThatDoesNotFitIsNamedAndTheNetworkStaysWhole() {
        var net = Networks.initialised(Networks.lenet(), manager, 1, 1, 28, 28);
        assertThatThrownBy(() -> ModelSummary.of(net, new Shape(1, 1, 32, 32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[(1, 1, 32, 32)]")
                .hasMessageContaining("Linear was initialised for 400 features but gets (1, 576)");
        assertThatThrownBy(() -> ModelSummary.of(net, new Shape(1, 3, 28, 28)))
                .hasMessageContaining("initialised for 1 channels");
        assertThatThrownBy(() -> ModelSummary.of(Networks.lenet(), new Shape(1, 1, 8, 8)))
                .hasMessageContaining("does not take an input of shape [(1, 1, 8, 8)]");
        assertThatThrownBy(() -> ModelSummary.of(net)).hasMessageContaining("needs the shape");
        assertThat(net.getInputShapes()).containsExactly(new Shape(1, 1, 28, 28));
        assertThat(ModelSummary.of(net, new Shape(1, 1, 28, 28)).parameters()).isEqualTo(61_706);
    }
}
