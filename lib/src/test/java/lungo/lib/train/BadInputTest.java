package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.F;
import lungo.lib.nn.Layers;
import lungo.lib.nn.Reduction;
import lungo.lib.optim.Optim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people do wrong: each is told with its remedy, and the network is what it was and can be trained at once. */
class BadInputTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = Clouds.of(manager, 100);
    private final TensorDataset test = Clouds.of(manager, 30);
    private final Block net = Clouds.net(manager, 2);
    private final Map<String, float[]> before = Clouds.values(net);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aShapeThatDoesNotFitNamesTheLayer() {
        var wide = new TensorDataset(manager.ones(new Shape(20, 3)), manager.zeros(new Shape(20), DataType.INT64), "w");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().fit(wide, wide, 1))
                .withMessageContainingAll("Layer 01Linear", "(8, 3)", "weight (8, 2)");
        intact();
    }

    @Test
    void aLayerInsideIsNamedWithItsPath() {
        var inner = new SequentialBlock()
                .add(Activation::relu)
                .add(LambdaBlock.singleton(x -> x.reshape(-1, 3)))
                .add(Linear.builder().setUnits(2).build());
        var outer =
                new SequentialBlock().add(Linear.builder().setUnits(4).build()).add(inner);
        outer.initialize(manager, DataType.FLOAT32, new Shape(3, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Training.of(outer, F::crossEntropy).batchSize(8).fit(train, test, 1))
                .withMessageContaining("Layer 02SequentialBlock.02");
    }

    @Test
    void aBlocksOwnErrorIsItsOwn() {
        var bug = new IllegalStateException("my bug");
        var faulty = new SequentialBlock().add(net).add(LambdaBlock.singleton(x -> {
            throw bug;
        }));
        assertThatThrownBy(
                        () -> Training.of(faulty, F::crossEntropy).batchSize(8).fit(train, test, 1))
                .isSameAs(bug);
        intact();
    }

    @Test
    void aTestSetThatDoesNotFitIsToldBeforeTheFirstEpoch() {
        var wide = new TensorDataset(manager.ones(new Shape(20, 3)), manager.zeros(new Shape(20), DataType.INT64), "w");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().fit(train, wide, 1))
                .withMessageContainingAll("test set (w)", "Layer 01Linear", "(1, 3)", "weight (8, 2)");
        intact();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluation.of(net, wide))
                .withMessageContainingAll("Layer 01Linear", "(1, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(net, wide))
                .withMessageContainingAll("Layer 01Linear", "(1, 3)");
    }

    @Test
    void aLossThatIsNoLoss() {
        var many = Training.of(net, (Criterion) (output, y) -> F.crossEntropy(output, y, Reduction.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> many.fit(train, test, 1))
                .withMessageContainingAll("the loss has shape (64)", "mean()");
        var none = Training.of(net, (Criterion) (output, y) -> null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.fit(train, test, 1))
                .withMessageContaining("returned null");
        var constant = Training.of(net, (Criterion) (output, y) -> manager.create(1f));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> constant.fit(train, test, 1))
                .withMessageContaining("does not depend on the network's parameters");
        intact();
    }

    @Test
    void aLabelBeyondTheClassesIsNamed() {
        for (long label : new long[] {2, -1}) {
            NDArray y = manager.zeros(new Shape(20), DataType.INT64);
            y.set(new ai.djl.ndarray.index.NDIndex(13), manager.create(label));
            var wrong = new TensorDataset(manager.ones(new Shape(20, 2)), y, "wrong labels");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> training().batchSize(32).fit(wrong, test, 1))
                    .withMessageContainingAll("label " + label + " of row 13", "2 classes");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> training().fit(train, wrong, 1))
                    .withMessageContaining("wrong labels");
            intact();
        }
    }

    @Test
    void memoryThatDoesNotSuffice() {
        Supplier<NDArray> huge = () -> manager.zeros(new Shape(1L << 46));
        var greedy = new SequentialBlock()
                .add(net)
                .add(LambdaBlock.singleton(
                        x -> x.getShape().get(0) == 50 ? x.add(huge.get().sum()) : x));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Training.of(greedy, F::crossEntropy).batchSize(50).fit(train, test, 1))
                .withMessageContainingAll("memory", "batchSize(25)", "accumulate(2)");
        intact();
    }

    @Test
    void evaluationTakesFewerAtATimeWhereMemoryIsShort() {
        TensorDataset many = Clouds.of(manager, 60);
        var sizes = new ArrayList<Long>();
        UnaryOperator<NDArray> greedy = x -> {
            sizes.add(x.getShape().get(0));
            if (x.getShape().get(0) > 5) {
                manager.zeros(new Shape(1L << 46));
            }
            return Network.eager(net, manager).forward(x, false);
        };
        var forward = Evaluation.of(x -> Network.eager(net, manager).forward(x, false), many);
        var seen = new ArrayList<Integer>();
        Outputs.each(greedy, many, 30, (batch, output) -> {
            for (int row : batch.rows()) {
                seen.add(row);
            }
        });
        assertThat(sizes).startsWith(30L, 15L, 5L, 5L);
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, 60).boxed().toList());
        var careful = Evaluation.of(greedy, many);
        assertThat(careful.accuracy()).isEqualTo(forward.accuracy());
        assertThat(careful.loss()).isCloseTo(forward.loss(), within(1e-6));
        assertThat(Predictions.of(greedy, many).predicted())
                .isEqualTo(Predictions.of(x -> Network.eager(net, manager).forward(x, false), many)
                        .predicted());
        assertThatIllegalStateException()
                .isThrownBy(() -> Evaluation.of(x -> manager.zeros(new Shape(1L << 46)), many))
                .withMessageContainingAll("memory", "one example");
    }

    @Test
    void aSearchForAReasonThatFailsDoesNotHideTheFailure() {
        var broken = new IllegalStateException("first");
        var plan = new Plan(train, Optional.empty(), 1, 8, 1, 0, false, 1);
        var closed = Clouds.of(NDManager.newBaseManager(), 10);
        closed.close();
        var unreadable = new Plan(closed, Optional.empty(), 1, 8, 1, 0, false, 1);
        assertThat(Diagnosis.of(broken, net, unreadable, 1, 0)).isSameAs(broken);
        assertThat(broken.getSuppressed()).isNotEmpty();
        assertThat(Diagnosis.of(broken, net, plan, 1, 0)).isSameAs(broken);
    }

    @Test
    void numbersThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().fit(train, test, 0))
                .withMessageContaining("at least one epoch, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().batchSize(0).fit(train, test, 1))
                .withMessageContaining("at least one example, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().accumulate(0).fit(train, test, 1))
                .withMessageContaining("at least one batch, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().fit(train, test, 200_000_000))
                .withMessageContainingAll("2,147,483,647", "2600000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().lrFind(train, 1, 0.1))
                .withMessageContaining("not from 1.0 to 0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layers.dropout(1.5))
                .withMessageContaining("0 to 1, not 1.5");
        intact();
    }

    @Test
    void aNetworkWithoutParametersAndDataThatWereClosed() {
        var bare = Layers.sequential(Layers.linear(2));
        assertThatIllegalStateException()
                .isThrownBy(() -> Predictions.of(bare, test))
                .withMessageContaining("net.initialize(");
        test.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> Predictions.of(net, test))
                .withMessageContaining("examples were closed");
    }

    @Test
    void aBatchLargerThanTheSetIsTheSet() {
        History history = training().batchSize(1000).fit(train, test, 2);
        assertThat(history.steps()).extracting(History.Steps::last).containsExactly(1, 2);
    }

    @Test
    void aLossThatIsNoNumberSetsTheNetworkBackToTheEpochsStart() {
        NDArray x = manager.ones(new Shape(64, 2));
        x.set(new ai.djl.ndarray.index.NDIndex("40, 0"), Float.NaN);
        var holes = new TensorDataset(x, manager.zeros(new Shape(64), DataType.INT64), "a hole in row 40");
        assertThatThrownBy(() -> training().batchSize(8).seed(1).fit(holes, test, 3))
                .isInstanceOf(DivergedException.class)
                .hasMessageContainingAll("became NaN in step", "epoch 1", "40", "set back");
        intact();
    }

    @Test
    void anOverflowInALaterEpochKeepsTheEpochsBefore() {
        var atTwo = new float[1][];
        assertThatThrownBy(() -> training()
                        .batchSize(10)
                        .callback(new Callback() {
                            @Override
                            public void beforeEpoch(Run run) {
                                if (run.epoch() == 3) {
                                    atTwo[0] = Clouds.values(net).get("01Linear_weight");
                                }
                            }

                            @Override
                            public void afterStep(Run run) {
                                if (run.step() == 25) {
                                    NDArray weight = Network.arraysOf(net).get(0);
                                    weight.set(new float[] {
                                        1e30f, 1e30f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1e30f, Float.POSITIVE_INFINITY
                                    });
                                }
                            }
                        })
                        .fit(train, test, 5))
                .isInstanceOf(DivergedException.class)
                .hasMessageContainingAll("step 26", "epoch 3");
        assertThat(Clouds.values(net).get("01Linear_weight")).isEqualTo(atTwo[0]);
    }

    private void intact() {
        Clouds.values(net)
                .forEach((name, values) -> assertThat(before.get(name)).as(name).isEqualTo(values));
        assertThat(training().fit(train, test, 3).last().testAccuracy()).isGreaterThan(0.9);
        int i = 0;
        for (var array : Network.arraysOf(net)) {
            array.set(before.values().stream().skip(i++).findFirst().orElseThrow());
        }
    }

    private Training training() {
        return Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0.1f))
                .batchSize(8);
    }
}
