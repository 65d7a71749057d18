package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lungo.lib.data.TensorDataset;
import lungo.lib.metrics.Metric;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** It stops in time and gives back the best weights, not the last. */
class EarlyStoppingTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = Clouds.of(manager, 64);
    private final TensorDataset test = Clouds.of(manager, 30);
    private final Block net = Clouds.lively(manager);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void stopsWhenPatienceEndsAndPutsTheBestBack() {
        // A rate that is far too high at first finds nothing better for long.
        var stopping = EarlyStopping.min("test loss", 2);
        History history = training(2f).callback(stopping).fit(train, test, 200);
        List<Double> losses = new ArrayList<>(
                history.epochs().stream().map(History.Epoch::testLoss).toList());
        double best = losses.stream().mapToDouble(d -> d).min().orElseThrow();
        assertThat(stopping.bestEpoch()).isEqualTo(losses.indexOf(best) + 1);
        assertThat(history.epochs()).hasSize(stopping.bestEpoch() + 2);
        assertThat(history.stopped()).hasValueSatisfying(why -> assertThat(why)
                .contains(
                        "test loss has not become better for 2 epochs", "epoch " + stopping.bestEpoch() + " are back"));
        double now = Evaluation.of(net, test).loss();
        assertThat(now).isCloseTo(best, within(1e-7));
        assertThat(now).isNotCloseTo(losses.get(losses.size() - 1), within(1e-5));
    }

    @Test
    void withoutAStopTheBestIsPutBackToo() {
        var stopping = EarlyStopping.max("test accuracy", 1000);
        History history = training(2f).callback(stopping).fit(train, test, 12);
        assertThat(history.stopped()).isEmpty();
        assertThat(Evaluation.of(net, test).accuracy())
                .isEqualTo(history.epochs().stream()
                        .mapToDouble(History.Epoch::testAccuracy)
                        .max()
                        .orElseThrow());
    }

    @Test
    void smallGainsDoNotCount() {
        History history = training(1e-4f)
                .callback(EarlyStopping.min("test loss", 3).minDelta(10))
                .fit(train, test, 50);
        assertThat(history.epochs()).hasSize(4);
    }

    @Test
    void whatIsNoNumberIsNeverTheBest() {
        var stopping = EarlyStopping.min("test sometimes NaN", 3);
        History history = training(0.1f)
                .metric(new SometimesNaN(1, 4, 5))
                .callback(stopping)
                .fit(train, test, 50);
        assertThat(stopping.bestEpoch()).isEqualTo(3);
        assertThat(history.epochs()).hasSize(6);
        var never = EarlyStopping.min("test sometimes NaN", 2);
        Map<String, float[]> last = new LinkedHashMap<>();
        History none = training(0.1f)
                .metric(new SometimesNaN(1, 2, 3))
                .callback(never)
                .callback(new Callback() {
                    @Override
                    public void afterEpoch(Run run) {
                        last.putAll(Clouds.values(net));
                    }
                })
                .fit(train, test, 50);
        assertThat(none.stopped()).hasValueSatisfying(why -> assertThat(why).contains("never a number"));
        last.forEach((name, values) ->
                assertThat(Clouds.values(net).get(name)).as(name).isEqualTo(values));
    }

    /** Falls by one each time that a test set was measured, but is NaN at some. */
    private static final class SometimesNaN extends Metric {
        private final Set<Integer> at;
        private int asked;

        SometimesNaN(Integer... at) {
            super("sometimes NaN", 1);
            this.at = Set.of(at);
        }

        @Override
        protected void add(NDArray sums, NDArray output, NDArray target) {
            // It counts epochs, not examples.
        }

        @Override
        public double compute(State state) {
            if (state.examples() != 30) {
                return 0;
            }
            asked++;
            return at.contains(asked) ? Double.NaN : -Math.min(asked, 3);
        }
    }

    @Test
    void mistakesAreTold() {
        assertThatIllegalArgumentException().isThrownBy(() -> EarlyStopping.min("test loss", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        training(0.1f).callback(EarlyStopping.max("test F1", 2)).fit(train, test, 2))
                .withMessageContainingAll("test F1", "train loss", "test accuracy");
    }

    private Training training(float rate) {
        return Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, rate))
                .batchSize(8)
                .seed(4);
    }
}
