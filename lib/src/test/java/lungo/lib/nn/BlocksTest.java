package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lungo.lib.compile.Compiled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a person relies on in every block: its shape is told beforehand, it is saved and loaded, and it can be compiled. */
class BlocksTest {

    private static final Shape PICTURES = new Shape(2, 4, 5, 6);

    private static final Map<String, Supplier<Block>> BLOCKS = Map.ofEntries(
            Map.entry("Upsample", () -> new Upsample(1.3)),
            Map.entry("Upsample bilinear", () -> new Upsample(2, Interpolation.BILINEAR)),
            Map.entry("AdaptiveAvgPool2d", () -> new AdaptiveAvgPool2d(3, 4)),
            Map.entry("AdaptiveMaxPool2d", () -> new AdaptiveMaxPool2d(1, 1)),
            Map.entry("Flatten", Flatten::new),
            Map.entry("BatchNorm2d", BatchNorm2d::new),
            Map.entry("PReLU", () -> new PReLU(4)),
            Map.entry(
                    "ConvTranspose2d",
                    () -> new ConvTranspose2d(3, 3).stride(2).padding(1).outputPadding(1)),
            Map.entry("Residual", () -> new Residual(convolution(4, 1))),
            Map.entry("Residual with shortcut", () -> new Residual(convolution(6, 2), convolution(6, 2))),
            Map.entry("Concat", () -> new Concat(Blocks.identityBlock(), convolution(3, 1), new BatchNorm2d())),
            Map.entry("conv2d", () -> Layers.conv2d(3, 3, 2, 1, false)),
            Map.entry("conv2d dilated and grouped", () -> Layers.conv2d(8, 3, 1, 2, 2, 4, false)),
            Map.entry("conv2d oblong", () -> Layers.conv2d(3, new Shape(1, 5), new Shape(1, 2), new Shape(0, 2))),
            Map.entry("linear", () -> Layers.sequential(new Flatten(), Layers.linear(3))),
            Map.entry("squeeze", () -> Layers.sequential(new Flatten(), Layers.linear(1), Layers.squeeze())),
            Map.entry("maxPool2d", () -> Layers.maxPool2d(3, 2, 1)),
            Map.entry("maxPool2d in ceil mode", () -> Layers.maxPool2d(3, 2, 0, true)),
            Map.entry("avgPool2d in ceil mode", () -> Layers.avgPool2d(3, 2, 1, true, false)),
            Map.entry("softmax", () -> Layers.softmax(1)),
            Map.entry("logSoftmax", () -> Layers.logSoftmax(1)),
            Map.entry("avgPool2d", () -> Layers.avgPool2d(2)),
            Map.entry("a network of them", BlocksTest::network));

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static Block convolution(int out, int stride) {
        return Layers.conv2d(out, 3, stride, 1);
    }

    private static Block network() {
        return Layers.sequential(
                Layers.residual(Layers.sequential(convolution(4, 1), Layers.batchNorm2d(), Layers.prelu())),
                Layers.concat(Layers.upsample(2), Layers.convTranspose2d(2, 2).stride(2)),
                Layers.adaptiveAvgPool2d(4, 4),
                Layers.adaptiveMaxPool2d(2, 2),
                Layers.flatten(),
                Layers.batchNorm1d());
    }

    @TestFactory
    Stream<DynamicTest> blocksTellTheirShapeAreSavedAndCompiled() {
        return BLOCKS.entrySet().stream()
                .map(block -> DynamicTest.dynamicTest(block.getKey(), () -> {
                    try (var own = NDManager.newBaseManager()) {
                        keepsItsPromises(own, block.getValue());
                    }
                }));
    }

    private static void keepsItsPromises(NDManager manager, Supplier<Block> made) throws Exception {
        Block block = made.get();
        block.initialize(manager, DataType.FLOAT32, PICTURES);
        NDArray x = manager.randomNormal(PICTURES);
        NDArray trained = forward(block, x, true);
        NDArray y = forward(block, x, false);
        assertThat(block.getOutputShapes(new Shape[] {PICTURES})).containsExactly(y.getShape());
        Block copy = made.get();
        copy.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(saved(block))));
        assertThat(forward(copy, x, false)).isEqualTo(y);
        Compiled compiled = Compiled.of(copy, manager);
        assertThat(compiled.forward(x, true).sub(trained).abs().max().getFloat())
                .isLessThan(1e-5f);
        StateDict.load(copy, StateDict.of(block));
        assertThat(compiled.forward(x, false).sub(y).abs().max().getFloat()).isLessThan(1e-5f);
        assertThat(compiled.eager()).isEmpty();
    }

    private static NDArray forward(Block block, NDArray x, boolean training) {
        return block.forward(new ParameterStore(x.getManager(), false), new NDList(x), training)
                .singletonOrThrow();
    }

    private static byte[] saved(Block block) throws Exception {
        var bytes = new ByteArrayOutputStream();
        block.saveParameters(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> blocksOfDjlAreWhatTheirFunctionsAre() {
        Map<Block, UnaryOperator<NDArray>> functions = Map.ofEntries(
                Map.entry(Layers.relu(), F::relu),
                Map.entry(Layers.sigmoid(), F::sigmoid),
                Map.entry(Layers.tanh(), F::tanh),
                Map.entry(Layers.leakyRelu(0.2), x -> F.leakyRelu(x, 0.2)),
                Map.entry(Layers.elu(0.7), x -> F.elu(x, 0.7)),
                Map.entry(Layers.selu(), F::selu),
                Map.entry(Layers.gelu(), F::gelu),
                Map.entry(Layers.softplus(), F::softplus),
                Map.entry(Layers.maxPool2d(2), x -> F.maxPool2d(x, 2, 2, 0)),
                Map.entry(Layers.maxPool2d(3, 2, 1), x -> F.maxPool2d(x, 3, 2, 1)),
                Map.entry(Layers.maxPool2d(3, 2, 0, true), x -> F.maxPool2d(x, 3, 2, 0, true)),
                Map.entry(Layers.avgPool2d(3, 2, 1, true, false), x -> F.avgPool2d(x, 3, 2, 1, true, false)),
                Map.entry(Layers.avgPool2d(2), x -> F.avgPool2d(x, 2, 2, 0)),
                Map.entry(Layers.avgPool2d(3, 2, 1), x -> F.avgPool2d(x, 3, 2, 1)),
                Map.entry(Layers.dropout(0.5), x -> F.dropout(x, 0.5, false)));
        return functions.entrySet().stream()
                .map(pair -> DynamicTest.dynamicTest(pair.getKey().toString(), () -> {
                    try (var own = NDManager.newBaseManager()) {
                        NDArray x = own.randomNormal(PICTURES);
                        assertThat(forward(pair.getKey(), x, false))
                                .isEqualTo(pair.getValue().apply(x));
                    }
                }));
    }

    @Test
    void batchNormCountsMomentumAsPyTorchDoes() {
        var norm = new BatchNorm2d(1e-5, 0.25);
        norm.initialize(manager, DataType.FLOAT32, new Shape(2, 1, 1, 2));
        forward(norm, manager.create(new float[] {1, 2, 3, 6}, new Shape(2, 1, 1, 2)), true);
        Map<String, NDArray> state = StateDict.of(norm);
        // Mean 3, and variance 14 / 3, the unbiased one.
        assertThat(state.get("running_mean").toFloatArray()[0]).isCloseTo(0.75f, within(1e-6f));
        assertThat(state.get("running_var").toFloatArray()[0]).isCloseTo(0.75f + 14f / 12, within(1e-6f));
        forward(norm, manager.ones(new Shape(1, 1, 1, 1)), false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forward(norm, manager.ones(new Shape(1, 1, 1, 1)), true))
                .withMessageContaining("at least 2 examples");
    }

    @Test
    void dropoutIsPyTorchs() {
        NDArray y = F.dropout(manager.ones(new Shape(10_000)), 0.2, true);
        assertThat(y.max().getFloat()).isEqualTo(1.25f);
        assertThat(y.gt(0).toType(DataType.FLOAT32, false).mean().getFloat()).isCloseTo(0.8f, within(0.02f));
    }

    @Test
    void blocksThatDoNotFitAreToldWhenTheNetworkIsBuilt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> initialize(new Residual(convolution(6, 2))))
                .withMessageContainingAll("(2, 6, 3, 3)", "(2, 4, 5, 6)", "1×1 convolution");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> initialize(new Concat(convolution(2, 1), convolution(2, 2))))
                .withMessageContainingAll("(2, 2, 5, 6)", "(2, 2, 3, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> initialize(new PReLU(3)))
                .withMessageContaining("(N, 3, …)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> initialize(new BatchNorm1d()))
                .withMessageContaining("(N, C, L)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> initialize(new ConvTranspose2d(1, 1).padding(9)))
                .withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layers.conv2d(6, 3, 1, 0, 1, 4, true))
                .withMessageContaining("6 channels among 4 groups");
        assertThatIllegalArgumentException().isThrownBy(() -> new Upsample(0)).withMessageContaining("above 0");
        assertThatIllegalArgumentException().isThrownBy(Concat::new).withMessageContaining("branches");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchNorm2d(1e-5, 1.5))
                .withMessageContaining("1.5");
    }

    private void initialize(Block block) {
        block.initialize(manager, DataType.FLOAT32, PICTURES);
    }

    @Test
    void aBlockRemembersThatItIsInitialisedUntilCleared() {
        var block = new PReLU();
        assertThat(block.isInitialized()).isFalse();
        initialize(block);
        assertThat(block.isInitialized()).isTrue();
        block.clear();
        assertThat(block.isInitialized()).isFalse();
    }

    @Test
    void whatIsInsideAClearedNetworkIsClearedToo() {
        var inner = new PReLU();
        var outer = new Residual(Layers.sequential(inner, new Residual(convolution(4, 1))));
        initialize(outer);
        outer.clear();
        assertThat(inner.isInitialized()).isFalse();
        assertThat(outer.isInitialized()).isFalse();
        initialize(outer);
        assertThat(outer.isInitialized()).isTrue();
        assertThat(forward(outer, manager.ones(PICTURES), true).getShape()).isEqualTo(PICTURES);
    }
}
