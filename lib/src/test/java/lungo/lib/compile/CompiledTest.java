package lungo.lib.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import lungo.lib.nn.F;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compiled block gives the numbers of the block, in training and evaluation, or says why it is not compiled. */
class CompiledTest {

    private static final Script SWISH = Script.of("""
            def swish(self, x: Tensor) -> Tensor:
              return (self).times(x, torch.sigmoid(x), )
            def times(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.mul(x, y)
            """);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aFieldThatHasChangedIsSeenAfterARefresh() {
        float[] scale = {2};
        var calls = new int[1];
        Block scaled = LambdaBlock.singleton(x -> {
            calls[0]++;
            return x.mul(scale[0]);
        });
        NDArray x = manager.ones(new Shape(3));
        try (var compiled = Compiled.of(scaled, manager)) {
            assertThat(compiled.forward(x, true).toFloatArray()).containsOnly(2);
            scale[0] = 5;
            assertThat(compiled.forward(x, true).toFloatArray()).containsOnly(2);
            compiled.refresh();
            assertThat(compiled.forward(x, true).toFloatArray()).containsOnly(5);
            int before = calls[0];
            compiled.refresh();
            assertThat(calls[0]).isEqualTo(before + 1);
            assertThat(compiled.forward(x, true).toFloatArray()).containsOnly(5);
            assertThat(calls[0]).as("nothing changed, so the program is kept").isEqualTo(before + 1);
        }
    }

    private static Block convolutional() {
        var shortcut = new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(1, 1))
                        .setFilters(8)
                        .build());
        var body = new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .optPadding(new Shape(1, 1))
                        .setFilters(8)
                        .optBias(false)
                        .build())
                .add(BatchNorm.builder().build())
                .add(Activation::relu)
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .optPadding(new Shape(1, 1))
                        .setFilters(8)
                        .build())
                .add(BatchNorm.builder().build());
        return new SequentialBlock()
                .add(new ParallelBlock(
                        outputs -> new NDList(NDArrays.add(
                                outputs.get(0).head(), outputs.get(1).head())),
                        List.of(body, shortcut)))
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(new ParallelBlock(
                        outputs -> new NDList(NDArrays.concat(
                                new NDList(outputs.get(0).head(), outputs.get(1).head()), 1)),
                        List.of(
                                new LambdaBlock(Activation::tanh),
                                new LambdaBlock(x -> new NDList(SWISH.array("swish", x.head()))))))
                .add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(x -> new NDList(x.head().mul(2).add(x.head().getManager().ones(new Shape(1)))))
                .add(Linear.builder().setUnits(5).build());
    }

    private Block initialised(Block block, Shape input) {
        Engine.getInstance().setRandomSeed(4);
        block.initialize(manager, DataType.FLOAT32, input);
        return block;
    }

    private NDArray ramp(Shape shape) {
        var values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        return manager.create(values, shape);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void numbersAndGradientsAreTheBlocks(boolean training) {
        Shape shape = new Shape(6, 3, 12, 12);
        Block net = initialised(convolutional(), shape);
        Block twin = initialised(convolutional(), shape);
        var compiled = Compiled.of(twin, manager);
        var store = new ParameterStore(manager, false);
        NDArray x = ramp(shape);
        for (int step = 0; step < 2; step++) {
            try (var tape = Tape.record()) {
                NDArray expected = net.forward(store, new NDList(x), training).singletonOrThrow();
                NDArray actual = compiled.forward(x, training);
                same(actual, expected, "output");
                tape.backward(F.crossEntropy(expected, manager.create(new long[] {0, 1, 2, 3, 4, 0})));
                tape.backward(F.crossEntropy(actual, manager.create(new long[] {0, 1, 2, 3, 4, 0})));
            }
            for (int i = 0; i < net.getParameters().size(); i++) {
                Parameter p = net.getParameters().get(i).getValue();
                Parameter q = twin.getParameters().get(i).getValue();
                same(q.getArray(), p.getArray(), p.getName());
                if (p.requiresGradient()) {
                    same(q.getArray().getGradient(), p.getArray().getGradient(), "gradient of " + p.getName());
                }
            }
        }
        assertThat(compiled.eager()).isEmpty();
        assertThat(compiled.program(x, training)).contains("torch.conv2d(", "torch.batch_norm(");
    }

    private static void same(NDArray actual, NDArray expected, String what) {
        float[] values = expected.toFloatArray();
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(actual.getShape()).as(what).isEqualTo(expected.getShape());
        assertThat(actual.toFloatArray()).as(what).containsExactly(values, within(1e-5f * largest + 1e-7f));
    }

    @Test
    void writingAProgramLeavesRandomNumbersAndRunningMeansAlone() {
        Block net = initialised(
                new SequentialBlock()
                        .add(BatchNorm.builder().build())
                        .add(Dropout.builder().optRate(0.5f).build()),
                new Shape(4, 2));
        float[] before = net.getParameters().get(2).getValue().getArray().toFloatArray();
        Engine.getInstance().setRandomSeed(9);
        float[] expected = manager.randomUniform(0, 1, new Shape(5)).toFloatArray();
        Engine.getInstance().setRandomSeed(9);
        assertThat(Compiled.of(net, manager).program(ramp(new Shape(4, 2)), true))
                .contains("torch.dropout(");
        assertThat(manager.randomUniform(0, 1, new Shape(5)).toFloatArray()).isEqualTo(expected);
        assertThat(net.getParameters().get(2).getValue().getArray().toFloatArray())
                .isEqualTo(before);
    }

    @Test
    void parametersThatAreLoadedLaterAreUsed() throws Exception {
        Block net = initialised(Linear.builder().setUnits(2).optBias(false).build(), new Shape(1, 3));
        var compiled = Compiled.of(net, manager);
        NDArray x = manager.ones(new Shape(1, 3));
        compiled.forward(x, false);
        Block other = Linear.builder().setUnits(2).optBias(false).build();
        other.setInitializer((m, shape, type) -> m.full(shape, 2f, type), Parameter.Type.WEIGHT);
        other.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        var bytes = new ByteArrayOutputStream();
        other.saveParameters(new DataOutputStream(bytes));
        net.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(compiled.forward(x, false).toFloatArray()).containsExactly(6, 6);
    }

    @Test
    void whatAProgramCannotRepeatRunsAsItIs() {
        expectEager(x -> x.head().getFloat(0, 0) > 0 ? x : new NDList(x.head().neg()), "by index");
        expectEager(
                x -> new NDList(
                        x.head().add(x.head().getManager().randomNormal(x.head().getShape()))),
                "random");
        expectEager(x -> new NDList(x.head().sort()), "sort");
    }

    private void expectEager(java.util.function.Function<NDList, NDList> lambda, String why) {
        Block net = initialised(new SequentialBlock().add(lambda), new Shape(2, 3));
        var compiled = Compiled.of(net, manager);
        assertThat(compiled.forward(ramp(new Shape(2, 3)), true).getShape()).isEqualTo(new Shape(2, 3));
        assertThat(compiled.eager()).hasValueSatisfying(text -> assertThat(text).contains(why));
        assertThatIllegalStateException()
                .isThrownBy(() -> Compiled.bfloat16(net, manager).forward(ramp(new Shape(2, 3)), true))
                .withMessageContaining("float32");
    }

    @Test
    void bfloat16IsNearAndGivesFloatGradients() {
        Shape shape = new Shape(6, 3, 12, 12);
        Block net = initialised(convolutional(), shape);
        NDArray x = ramp(shape);
        try (var tape = Tape.record()) {
            NDArray exact = Compiled.of(net, manager).forward(x, true);
            NDArray half = Compiled.bfloat16(net, manager).forward(x, true);
            assertThat(half.getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(half.toFloatArray()).isNotEqualTo(exact.toFloatArray());
            assertThat(half.toFloatArray()).containsExactly(exact.toFloatArray(), within(0.1f));
            tape.backward(half.sum());
        }
        NDArray gradient = net.getParameters().get(0).getValue().getArray().getGradient();
        assertThat(gradient.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(gradient.abs().sum().getFloat()).isPositive();
    }

    @Test
    void eachShapeHasItsProgram() {
        Block net = initialised(
                new SequentialBlock()
                        .add(Blocks.batchFlattenBlock())
                        .add(Linear.builder().setUnits(2).build()),
                new Shape(4, 2, 3));
        var compiled = Compiled.of(net, manager);
        for (int n : new int[] {4, 3, 4, 1}) {
            assertThat(compiled.forward(ramp(new Shape(n, 2, 3)), false).getShape())
                    .isEqualTo(new Shape(n, 2));
        }
        int arrays = manager.getManagedArrays().size();
        for (int n = 1; n < 40; n++) {
            compiled.forward(ramp(new Shape(n, 2, 3)), false);
        }
        assertThat(manager.getManagedArrays()).hasSize(arrays + 2 * 39);
    }

    @Test
    void constantsGoWithTheirPrograms() {
        Block net = initialised(
                new SequentialBlock()
                        .add(x -> new NDList(x.head().mul(x.head().getManager().full(new Shape(1), 3f)))),
                new Shape(1, 2));
        int before = manager.getManagedArrays().size();
        try (var compiled = Compiled.of(net, manager)) {
            for (int n = 1; n < 40; n++) {
                try (var batch = manager.newSubManager()) {
                    NDArray x = batch.ones(new Shape(n, 2));
                    assertThat(compiled.forward(x, false).sum().getFloat()).isEqualTo(6f * n);
                }
            }
            try (var batch = manager.newSubManager()) {
                compiled.program(batch.ones(new Shape(1, 2)), true);
            }
            assertThat(manager.getManagedArrays()).hasSize(before + 16);
        }
        assertThat(manager.getManagedArrays()).hasSize(before);
    }
}
