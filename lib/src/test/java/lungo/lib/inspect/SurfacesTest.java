package lungo.lib.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import lungo.kernel.display.Notebook;
import lungo.lib.data.TensorDataset;
import lungo.lib.display.Bundle;
import lungo.lib.display.FakeFrontend;
import lungo.lib.display.Showable;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import lungo.lib.train.Training;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Decision boundaries and loss surfaces. */
class SurfacesTest {
    private final NDManager manager = Networks.manager();

    @AfterEach
    void close() {
        manager.close();
        Notebook.connect(null);
    }

    private static String svg(Showable shown) {
        return String.valueOf(shown.bundle().data().get(Bundle.SVG));
    }

    private static SequentialBlock mlp(int out) {
        return new SequentialBlock()
                .add(Networks.linear(8))
                .add(Activation.tanhBlock())
                .add(Networks.linear(out));
    }

    @Test
    void aBoundaryShowsPointsClassesAndHowManyAreRight() {
        var data = Networks.clouds(manager, 60, 3);
        var arrays = manager.getManagedArrays().size();
        // The class whose cloud is nearest: right but for stragglers.
        var boundary = DecisionBoundary.of(
                        x -> x.matMul(x.getManager().create(new float[][] {
                            {2, -1, -1},
                            {0, 1.7320508f, -1.7320508f}
                        })),
                        data)
                .classes("cat", "dog", "owl")
                .axes("height", "weight");
        assertThat(boundary.bundle().data()).containsOnlyKeys(Bundle.PLOTLY, Bundle.SVG, Bundle.TEXT);
        assertThat(svg(boundary)).contains(">cat<", ">owl<", ">height<", "60 points of 3 classes", "role=\"img\"");
        var right = Integer.parseInt(boundary.bundle().text().replaceAll("(?s).*takes (\\d+) for.*", "$1"));
        assertThat(right).isBetween(55, 60);
        assertThat(manager.getManagedArrays()).hasSize(arrays);
    }

    @Test
    void oneLogitAndTwoLogitsGiveTheSamePicture() {
        var data = Networks.clouds(manager, 40, 2);
        var one = DecisionBoundary.of(x -> x.get(":, 0").neg(), data);
        var two = DecisionBoundary.of(
                x -> {
                    NDArray logit = x.get(":, 0").neg().expandDims(1);
                    return logit.zerosLike().concat(logit, 1);
                },
                data);
        var sure = DecisionBoundary.of(
                        x -> x.get(":, 0").neg().getNDArrayInternal().sigmoid(), data)
                .probabilities();
        assertThat(one.bundle().text()).isEqualTo(two.bundle().text()).contains("takes 40 for their own");
        assertThat(svg(sure)).contains("P(class 1)").hasSameSizeAs(svg(one));
    }

    @Test
    void aBoundaryMovesInItsPlaceAndEndsWhole() {
        var kernel = new FakeFrontend();
        Notebook.connect(kernel);
        var net = Networks.initialised(mlp(2), manager, 1, 2);
        var before = Networks.values(net);
        try (var boundary = DecisionBoundary.of(net, Networks.clouds(manager, 20, 2))) {
            boundary.update();
            boundary.update();
            assertThat(kernel.data).as("a second update at once is left out").hasSize(1);
            assertThat(kernel.data.get(0).data()).containsOnlyKeys(Bundle.SVG, Bundle.TEXT);
        }
        assertThat(kernel.data).hasSize(2);
        assertThat(kernel.data.get(1).data()).containsKey(Bundle.PLOTLY);
        assertThat(kernel.shown.get(1)).startsWith("update ");
        assertThat(Networks.values(net)).isDeepEqualTo(before);
    }

    @Test
    void aBoundaryFollowsTrainingAndCallsClassesAsTheirDataSetDoes() {
        var kernel = new FakeFrontend();
        Notebook.connect(kernel);
        var net = mlp(2);
        var data = Networks.clouds(manager, 60, 2).named(List.of("left", "right"));
        Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0.5f))
                .batchSize(20)
                .callback(DecisionBoundary.of(net, data))
                .fit(data, data, 20);
        var first = String.valueOf(kernel.data.get(0).data().get(Bundle.TEXT));
        var last = kernel.data.get(kernel.data.size() - 1).data();
        assertThat(first).contains("60 points of 2 classes");
        assertThat(last).containsKey(Bundle.PLOTLY);
        assertThat(String.valueOf(last.get(Bundle.TEXT))).contains("takes 60 for their own");
        assertThat(String.valueOf(last.get(Bundle.SVG))).contains(">left<", ">P(right)<");
    }

    @Test
    void boundariesThatCannotBeDrawnAreNamed() {
        var pictures = Networks.pictures(manager, 4, 1, 8);
        assertThatThrownBy(() -> DecisionBoundary.of(x -> x, pictures)).hasMessageContaining("needs points x (N, 2)");
        var data = Networks.clouds(manager, 9, 3);
        assertThatThrownBy(() -> DecisionBoundary.of(x -> x.sum(), data).bundle())
                .hasMessageContaining("It must give logits (n, classes)");
        assertThatThrownBy(() -> DecisionBoundary.of(mlp(3), data).bundle()).hasMessageContaining("not initialised");
        var negative = new TensorDataset(manager.zeros(new Shape(2, 2)), manager.create(new long[] {0, -1}), "wrong");
        assertThatThrownBy(() -> DecisionBoundary.of(x -> x, negative)).hasMessageContaining("the least is -1");
    }

    @Test
    void aSurfaceKnowsItsValuesAndShowsItsPaths() {
        var surface = LossSurface.of((a, b) -> a * a + 2 * b * b, -2, 2, -1, 1)
                .path("SGD", new double[] {1, 0.5, 0.25}, new double[] {1, 0, 0})
                .axes("slope", "offset");
        assertThat(surface.highest()).isEqualTo(6);
        assertThat(surface.lowest()).isZero();
        assertThat(surface.values()[0][80]).isEqualTo(6);
        assertThat(surface.values()[40][0]).isEqualTo(4);
        assertThat(surface.bundle().text())
                .contains("the loss goes from 0 to 6; SGD goes from (1, 1) to (0.25, 0) in 2 steps");
        assertThat(svg(surface)).contains(">SGD<", ">slope<", "aria-label=\"Loss surface: the loss goes");
        assertThat(svg(surface.log())).contains(">0.01<");
    }

    @Test
    void divergingLossesAndPathsAreDrawnWhereTheyAreFinite() {
        var surface = LossSurface.of((a, b) -> a < 0 ? Double.NaN : Math.exp(800 * a), 0 - 1, 1, 0, 1)
                .path("away", new double[] {0, 1e200, Double.POSITIVE_INFINITY}, new double[] {0, 1, Double.NaN});
        assertThat(surface.bundle().text()).contains("to (Infinity, NaN)");
        assertThat(svg(surface)).startsWith("<svg");
        assertThat(LossSurface.of((a, b) -> Double.NaN, 0, 1, 0, 1).bundle().text())
                .contains("nowhere a finite number");
    }

    @Test
    void surfacesThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> LossSurface.of((a, b) -> a, 1, 1, 0, 1)).hasMessageContaining("from 1.0 to 1.0");
        assertThatThrownBy(() -> LossSurface.of((a, b) -> a, -1, 1, 0, 1).log())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no logarithm");
        assertThatThrownBy(() -> LossSurface.of((a, b) -> a, -1, 1, 0, 1)
                        .path("p", new double[2], new double[3])
                        .bundle())
                .hasMessageContaining("2 x, but 3 y");
    }

    private static double loss(SequentialBlock net, TensorDataset data) {
        var store = new ParameterStore(data.manager(), false);
        try (var batch = data.rows(0, 1, 2, 3, 4)) {
            return net.forward(store, new NDList(batch.x()), false)
                    .singletonOrThrow()
                    .square()
                    .mean()
                    .getFloat();
        }
    }

    @Test
    void theSurfaceAroundTheWeightsHasTheirLossInItsMiddleAndPutsThemBack() {
        var data = Networks.clouds(manager, 5, 2);
        var net = Networks.initialised(mlp(2), manager, 1, 2);
        var before = Networks.values(net);
        var arrays = manager.getManagedArrays().size();
        var surface = LossSurface.around(net, () -> loss(net, data), 7, 0.5, 5);
        assertThat(Networks.values(net)).isDeepEqualTo(before);
        assertThat(manager.getManagedArrays()).hasSize(arrays);
        assertThat(surface.values()[2][2]).isCloseTo(loss(net, data), within(1e-7));
        assertThat(surface.values()[0][0]).isNotCloseTo(surface.values()[2][2], within(1e-4));
        assertThat(LossSurface.around(net, () -> loss(net, data), 7, 0.5, 5).values())
                .isDeepEqualTo(surface.values());
        assertThat(net.getParameters().get("01Linear_weight").getArray().hasGradient())
                .isTrue();
    }

    @Test
    void eachFilterOfADirectionIsAsLongAsTheNetworksOwnAndBiasesStay() {
        var net = Networks.initialised(mlp(2), manager, 1, 2);
        var weight = net.getParameters().get("03Linear_weight").getArray(); // (2, 8)
        var bias = net.getParameters().get("03Linear_bias").getArray();
        var origin = weight.toFloatArray();
        var moved = new ArrayList<float[]>();
        DoubleSupplier spy = () -> {
            moved.add(weight.toFloatArray());
            assertThat(bias.toFloatArray()).containsOnly(0);
            return 0;
        };
        LossSurface.around(net, spy, 1, 1, 3);
        var along = moved.get(5); // a = 1, b = 0
        for (int row = 0; row < 2; row++) {
            var length = 0.0;
            var own = 0.0;
            for (int i = 8 * row; i < 8 * row + 8; i++) {
                length += Math.pow(along[i] - origin[i], 2);
                own += Math.pow(origin[i], 2);
            }
            assertThat(Math.sqrt(length)).isCloseTo(Math.sqrt(own), within(1e-5));
        }
    }

    @Test
    void anErrorInTheLossPutsTheWeightsBackToo() {
        var net = Networks.initialised(mlp(2), manager, 1, 2);
        net.getParameters().get("01Linear_weight").getArray().set(new float[] {
            Float.NaN, Float.POSITIVE_INFINITY, 1e-30f, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
        });
        var before = Networks.values(net);
        assertThatThrownBy(() -> LossSurface.around(
                        net,
                        () -> {
                            throw new IllegalStateException("out of memory");
                        },
                        1))
                .hasMessage("out of memory");
        assertThat(Arrays.deepEquals(Networks.values(net), before)).isTrue();
    }

    @Test
    void aNetworkWithoutWeightsHasNoSurface() {
        assertThatThrownBy(() -> LossSurface.around(Activation.reluBlock(), () -> 0, 1))
                .hasMessageContaining("no weights of two dimensions");
    }
}
