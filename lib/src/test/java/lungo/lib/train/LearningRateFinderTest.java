package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lungo.lib.data.TensorDataset;
import lungo.lib.display.Bundle;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sweep finds a rate between too small and too large, and leaves no trace. */
class LearningRateFinderTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = Clouds.of(manager, 100);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void leavesTheNetworkAndTheNextFitAsTheyWere() {
        var with = Clouds.lively(manager);
        var without = Clouds.lively(manager);
        LearningRateFinder finder = training(with).lrFind(train);
        assertThat(finder.rates()).isNotEmpty();
        same(with, without);
        History one = training(with).fit(train, train, 2);
        History two = training(without).fit(train, train, 2);
        assertThat(one.steps()).isEqualTo(two.steps());
        same(with, without);
    }

    @Test
    void stopsWhereTheLossFliesOffAndSuggestsARateThatLearns() {
        var net = Clouds.net(manager, 2);
        LearningRateFinder finder = training(net).lrFind(train, 1e-5, 1e4);
        assertThat(finder.rates().get(0)).isEqualTo(1e-5);
        assertThat(finder.rates()).isSorted().hasSizeLessThan(100);
        double rate = finder.suggestion();
        assertThat(rate).isBetween(1e-4, 10.0);
        History history = Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, rate))
                .batchSize(8)
                .seed(1)
                .fit(train, train, 3);
        assertThat(history.last().testLoss()).isLessThan(finder.losses().get(0) / 2);
    }

    @Test
    void theSuggestionLiesInTheLongestFall() {
        // Flat, a fall from step 40 to 80, then a rise: fastai's valley of these numbers is step 58.
        List<Double> rates = IntStream.range(0, 100)
                .mapToObj(i -> Math.pow(10, i / 10.0 - 7))
                .toList();
        List<Double> losses = DoubleStream.iterate(0, i -> i + 1)
                .limit(100)
                .map(i -> i < 40 ? 2 + i * 1e-3 : i < 80 ? 2.04 - (i - 40) * 0.04 : 0.44 + (i - 79) * 0.3)
                .boxed()
                .toList();
        var finder = new LearningRateFinder(rates, losses);
        assertThat(rates.indexOf(finder.suggestion())).isEqualTo(58);
        var bundle = finder.bundle().data();
        assertThat(bundle).containsKeys(Bundle.PLOTLY, Bundle.SVG);
        assertThat(bundle.get(Bundle.TEXT)).asString().contains("Learning rate finder", "suggestion");
        assertThat(finder).asString().contains("suggested, from 100 steps at 1.0e-07");
    }

    @Test
    void aLossThatIsNoNumberFromTheStartIsTold() {
        var net = Clouds.net(manager, 2);
        var holes = new TensorDataset(
                manager.full(new Shape(20, 2), Float.NaN), manager.zeros(new Shape(20), DataType.INT64), "holes");
        LearningRateFinder finder = training(net).lrFind(holes);
        assertThatIllegalStateException().isThrownBy(finder::suggestion).withMessageContaining("NaN in the data");
        same(net, Clouds.net(manager, 2));
    }

    private Training training(Block net) {
        return Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0.1).momentum(0.9))
                .batchSize(8)
                .seed(3);
    }

    private static void same(Block a, Block b) {
        var values = Clouds.values(b);
        Clouds.values(a)
                .forEach((name, array) -> assertThat(values.get(name)).as(name).isEqualTo(array));
    }
}
