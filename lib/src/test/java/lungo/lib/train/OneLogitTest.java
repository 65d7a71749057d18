package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import lungo.lib.data.TableDataset;
import lungo.lib.data.TensorDataset;
import lungo.lib.metrics.R2Score;
import lungo.lib.nn.F;
import lungo.lib.nn.Layers;
import lungo.lib.optim.Optim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

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
    void numbersOfATableAreLearnedWithTheRemedyThatTheLossNames() {
        var x = new double[60];
        var y = new double[60];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.sin(i);
            y[i] = 2 * x[i] + 1;
        }
        var table = TableDataset.of(Table.create("line", DoubleColumn.create("x", x), DoubleColumn.create("y", y)))
                .target("y");
        assertThat(table).hasToString("60 rows of the table line: number y from x");
        var line = table.data(manager);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.of(Layers.linear(1), F::mse).fit(line, 1))
                .withMessageContainingAll("(out, y) -> F.mse(out.squeeze(-1), y)", "Layers.squeeze()");
        assertThat(explained(Layers.linear(1), (out, target) -> F.mse(out.squeeze(-1), target)))
                .isCloseTo(1, within(1e-3));
        assertThat(explained(Layers.sequential(Layers.linear(1), Layers.squeeze()), F::mse))
                .isCloseTo(1, within(1e-3));
    }

    private double explained(Block linear, Criterion criterion) {
        var x = manager.create(new float[] {-1, 0, 1, 2}, new Shape(4, 1));
        var line = new TensorDataset(x, manager.create(new float[] {-1, 1, 3, 5}), "a line");
        return Training.of(linear, criterion)
                .optimizer(parameters -> Optim.sgd(parameters, 0.1))
                .metric(new R2Score())
                .fit(line, line, 100)
                .last()
                .value("test R2");
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
