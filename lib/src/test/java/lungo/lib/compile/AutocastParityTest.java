package lungo.lib.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import com.google.gson.JsonObject;
import java.util.List;
import lungo.lib.nn.F;
import lungo.lib.nn.Reference;
import lungo.lib.nn.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A compiled network in float32 and in bfloat16 against PyTorch 2.7.1 with and without torch.autocast: float32 to 1e-4,
 * bfloat16 to 1 % of the largest number, since processors round the inside of a product differently.
 */
class AutocastParityTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void floatsAreTorchs() {
        Block net = network();
        compare(net, Compiled.of(net, manager), Reference.read("autocast.json").getAsJsonObject("float32"), 1e-4f);
    }

    @Test
    void bfloat16IsTorchsAutocast() {
        Block net = network();
        compare(
                net,
                Compiled.bfloat16(net, manager),
                Reference.read("autocast.json").getAsJsonObject("bfloat16"),
                1e-2f);
    }

    private void compare(Block net, Compiled compiled, JsonObject expected, float tolerance) {
        try (var tape = Tape.record()) {
            NDArray logits = compiled.forward(ramp(new Shape(4, 3, 8, 8), 1), true);
            same(logits, Reference.floats(expected.getAsJsonArray("logits")), tolerance, "logits");
            NDArray loss = F.crossEntropy(logits, manager.create(new long[] {0, 1, 2, 3}));
            assertThat(loss.getFloat()).isCloseTo(expected.get("loss").getAsFloat(), within(tolerance));
            tape.backward(loss);
        }
        List<Parameter> trained = net.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .toList();
        for (int i = 0; i < trained.size(); i++) {
            // What the batch norm takes away again: the gradient of the convolution's bias is rounding noise.
            if (i != 1) {
                float[] gradient = Reference.floats(
                        expected.getAsJsonArray("gradients").get(i).getAsJsonArray());
                same(trained.get(i).getArray().getGradient(), gradient, tolerance, "gradient " + i);
            }
        }
    }

    private static void same(NDArray actual, float[] expected, float tolerance, String what) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(actual.toFloatArray()).as(what).containsExactly(expected, within(tolerance * largest));
    }

    private Block network() {
        Block net = new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .optPadding(new Shape(1, 1))
                        .setFilters(8)
                        .build())
                .add(BatchNorm.builder().build())
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(4).build());
        net.setInitializer((m, shape, type) -> ramp(shape, scale(shape)), Parameter::requiresGradient);
        net.initialize(manager, DataType.FLOAT32, new Shape(4, 3, 8, 8));
        return net;
    }

    private static double scale(Shape shape) {
        return 1 / Math.sqrt(shape.size() / (double) shape.get(0));
    }

    private NDArray ramp(Shape shape, double scale) {
        var values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(i + 1) * scale);
        }
        return manager.create(values, shape);
    }
}
