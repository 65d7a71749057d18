package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** After the same seed initialisers draw PyTorch's numbers, and their moments follow the formulas. */
class InitializersTest {

    private static final Map<String, Initializer> INITIALIZERS = Map.ofEntries(
            Map.entry("kaiming_normal", Initializers.kaimingNormal()),
            Map.entry("kaiming_normal_out_tanh", Initializers.kaimingNormal(Fan.OUT, Gain.TANH)),
            Map.entry("kaiming_uniform", Initializers.kaimingUniform()),
            Map.entry("kaiming_uniform_out_leaky", Initializers.kaimingUniform(Fan.OUT, Gain.leakyRelu(0.2))),
            Map.entry("xavier_normal", Initializers.xavierNormal(Gain.SELU)),
            Map.entry("xavier_uniform", Initializers.xavierUniform(Gain.SIGMOID)),
            Map.entry("trunc_normal", Initializers.truncNormal(0.1, 0.5)),
            Map.entry("trunc_normal_uneven", Initializers.truncNormal(0, 1, -0.5, 3)),
            Map.entry("orthogonal", Initializers.orthogonal(1.5)),
            Map.entry("normal", Initializers.normal(1, 0.02)),
            Map.entry("uniform", Initializers.uniform(-0.25, 0.5)),
            Map.entry("constant", Initializers.constant(0.3)));

    private final NDManager manager = NDManager.newBaseManager();
    private final JsonObject stored = Reference.read("init.json");

    @AfterEach
    void close() {
        manager.close();
    }

    @TestFactory
    Stream<DynamicTest> numbersAreTorchs() {
        JsonObject all = stored.getAsJsonObject("initialisers");
        assertThat(INITIALIZERS.keySet()).isEqualTo(all.keySet());
        return INITIALIZERS.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    try (var own = NDManager.newBaseManager()) {
                        JsonObject drawn = all.getAsJsonObject(name);
                        TorchCases.expect("5×4", seeded(own, name, 5, 4), drawn.getAsJsonArray("small"));
                        TorchCases.expect("4×5", seeded(own, name, 4, 5), drawn.getAsJsonArray("wide"));
                        expectMoments(seeded(own, name, 200, 300), drawn.getAsJsonArray("large"));
                        expectMoments(seeded(own, name, 40, 30, 3, 3), drawn.getAsJsonArray("kernels"));
                    }
                }));
    }

    private NDArray seeded(NDManager own, String name, long... shape) {
        Engine.getInstance().setRandomSeed(stored.get("seed").getAsInt());
        return INITIALIZERS.get(name).initialize(own, new Shape(shape), DataType.FLOAT32);
    }

    private static void expectMoments(NDArray x, JsonArray moments) {
        NDArray wide = x.toType(DataType.FLOAT64, false);
        double mean = wide.mean().getDouble();
        double[] actual = {
            mean,
            Math.sqrt(wide.sub(mean).square().mean().getDouble()),
            wide.min().getDouble(),
            wide.max().getDouble()
        };
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(moments.get(i).getAsDouble(), within(1e-6));
        }
    }

    @Test
    void formulasAreKept() {
        Engine.getInstance().setRandomSeed(1);
        assertThat(deviation(Initializers.kaimingNormal(), 40, 30, 5, 5)).isCloseTo(Math.sqrt(2.0 / 750), within(5e-4));
        assertThat(deviation(Initializers.kaimingUniform(), 40, 30, 5, 5))
                .isCloseTo(Math.sqrt(2.0 / 750), within(5e-4));
        assertThat(deviation(Initializers.kaimingNormal(Fan.OUT, 1), 40, 30, 5, 5))
                .isCloseTo(Math.sqrt(1.0 / 1000), within(5e-4));
        assertThat(deviation(Initializers.xavierUniform(1), 300, 200)).isCloseTo(Math.sqrt(2.0 / 500), within(5e-4));
        assertThat(deviation(Initializers.xavierNormal(1), 300, 200)).isCloseTo(Math.sqrt(2.0 / 500), within(5e-4));
        NDArray q = Init.of(manager, Initializers.orthogonal(2), 3, 2, 2).reshape(3, 4);
        assertThat(q.matMul(q.transpose())
                        .sub(manager.eye(3).mul(4))
                        .abs()
                        .max()
                        .getFloat())
                .isLessThan(1e-5f);
        assertThat(Gain.leakyRelu(0)).isEqualTo(Gain.RELU);
    }

    private double deviation(Initializer initializer, long... shape) {
        NDArray x = Init.of(manager, initializer, shape);
        return x.square().mean().sqrt().getFloat();
    }

    @Test
    void aWholeNetworkStartsAsTorchsDoes() {
        var net = new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .setFilters(4)
                        .build())
                .add(Activation.reluBlock())
                .add(new ConvTranspose2d(2, 3))
                .add(new PReLU())
                .add(new Flatten())
                .add(Linear.builder().setUnits(5).build());
        Initializers.torchDefaults(net);
        expectTorchs(net);
        assertThatIllegalStateException()
                .isThrownBy(() -> Initializers.torchDefaults(net))
                .withMessageContaining("before net.initialize");
    }

    @Test
    void blocksMadeByLayersStartAsTorchsDo() {
        expectTorchs(Layers.sequential(
                Layers.conv2d(4, 3),
                Layers.relu(),
                new ConvTranspose2d(2, 3),
                new PReLU(),
                new Flatten(),
                Layers.linear(5)));
    }

    private void expectTorchs(Block net) {
        Engine.getInstance().setRandomSeed(stored.get("seed").getAsInt());
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 6, 6));
        JsonObject network = stored.getAsJsonObject("network");
        Map<String, NDArray> own = StateDict.of(net);
        assertThat(own.keySet()).containsExactlyElementsOf(network.keySet());
        own.forEach((name, array) -> TorchCases.expect(name, array, network.getAsJsonArray(name)));
    }

    @Test
    void mistakesAreTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Init.xavierNormal(manager, 5))
                .withMessageContainingAll("(5)", "Init.zeros");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Initializers.truncNormal(0, 1, 2, 1))
                .withMessageContaining("low 2.0, high 1.0");
        assertThat(manager.getManagedArrays()).isEmpty();
    }
}
