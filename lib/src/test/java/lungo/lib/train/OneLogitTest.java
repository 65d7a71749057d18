package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two classes told apart by one logit: nothing measures it as the largest of one. */
class OneLogitTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = Clouds.of(manager, 100);
    private final TensorDataset test = Clouds.of(manager, 30);
    private final Block net = Clouds.net(manager, 1);

    @AfterEach
    void close() {
        manager.close();
    }

    private static NDArray loss(NDArray logits, NDArray y) {
        return F.binaryCrossEntropyWithLogits(logits.squeeze(-1), y.toType(DataType.FLOAT32, false));
    }

    private History fit() {
        return Training.of(net, OneLogitTest::loss)
                .optimizer(parameters -> Optim.sgd(parameters, 0.1))
                .batchSize(8)
                .fit(train, test, 5);
    }

    @Test
    void accuracyCountsOnesAboveZero() {
        assertThat(fit().last().testAccuracy()).isEqualTo(1);
        var evaluation = Evaluation.of(net, test);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.loss())
                .isCloseTo(Evaluation.of(net, test, OneLogitTest::loss).loss(), within(1e-6));
    }

    @Test
    void predictionsAreOfBothClasses() {
        fit();
        var predictions = Predictions.of(net, test);
        assertThat(predictions.predicted()).isEqualTo(test.labels());
        assertThat(predictions.confidence()[0]).isBetween(0.5f, 1f);
        assertThat(predictions).hasToString("Answers to 30 examples, 30 of them right (two clouds)");
        NDArray x = manager.create(new float[] {-3, 1, 0});
        var three = new TensorDataset(x, manager.create(new float[] {0, 1, 1}), "logits");
        var given = Predictions.of(logits -> logits.duplicate(), three);
        assertThat(given.predicted()).containsExactly(0, 1, 0);
        assertThat(given.confidence()).containsExactly(new float[] {0.952574f, 0.731059f, 0.5f}, within(1e-5f));
        assertThat(given.wrong()).containsExactly(2);
    }

    @Test
    void wholeNumbersThatAreNoClassesHaveNoAccuracy() {
        var ages = new TensorDataset(manager.ones(new Shape(3, 2)), manager.create(new long[] {7, 1, 0}), "ages");
        var history = Training.of(net, OneLogitTest::loss).fit(ages, 1);
        assertThat(history.table().columnNames()).doesNotContain("train accuracy");
    }

    @Test
    void numbersAreNoClasses() {
        var plane = Clouds.regression(manager, 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(net, plane))
                .withMessageContaining("Evaluation.of(net, data, criterion, metrics…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluation.of(Clouds.net(manager, 2), plane))
                .withMessageContainingAll("no classes", "Evaluation.of(net, data, criterion, metrics…)");
    }
}
