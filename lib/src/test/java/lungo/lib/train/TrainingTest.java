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
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lungo.lib.data.TensorDataset;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import lungo.lib.optim.ReduceOnPlateau;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The training loop on two clouds of points that a line divides. */
class TrainingTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = clouds(100);
    private final TensorDataset test = clouds(30);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void learnsAndTellsEveryEpoch() {
        var heard = new Recorder();
        History history = training().callback(heard).fit(train, test, 5);
        assertThat(history.last().testAccuracy()).isEqualTo(1.0);
        assertThat(history.last().testLoss()).isLessThan(history.epochs().get(0).testLoss());
        assertThat(history.stopped()).isEmpty();
        assertThat(history.table().columnNames()).contains("epoch", "test accuracy");
        assertThat(history.table().rowCount()).isEqualTo(5);
        assertThat(history).hasToString(history.toString()).asString().contains("100.00 %", "two clouds");
        // 100 examples in batches of 8 are 13 steps, which are not divided into ten and three.
        assertThat(heard.events.subList(0, 5))
                .containsExactly("start 5 13", "steps 13", "epoch 1", "steps 26", "epoch 2");
        assertThat(heard.events).endsWith("steps 65", "epoch 5", "end");
        assertThat(history.steps()).extracting(History.Steps::last).containsExactly(13, 26, 39, 52, 65);
    }

    @Test
    void theEpochsLossIsTheMeanOverItsExamples() {
        var net = net();
        History history = Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0f))
                .batchSize(7)
                .fit(train, train, 1);
        var all = Evaluation.of(net, train);
        assertThat(history.last().trainLoss()).isCloseTo(all.loss(), within(1e-6));
        assertThat(history.last().trainAccuracy()).isEqualTo(all.accuracy());
        assertThat(history.last().testLoss()).isCloseTo(all.loss(), within(1e-6));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        var first = training().fit(train, test, 2);
        var second = training().fit(train, test, 2);
        assertThat(first.steps()).isNotEmpty();
        assertThat(second.steps()).isEqualTo(first.steps());
    }

    @Test
    void evaluationRunsWithoutDropout() {
        var net = new SequentialBlock()
                .add(Dropout.builder().optRate(0.9f).build())
                .add(Linear.builder().setUnits(2).build());
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
        var modes = new ArrayList<Float>();
        var watched = new SequentialBlock().add(net).add(LambdaBlock.singleton(x -> x));
        Training.of(watched, F::crossEntropy).fit(train, test, 1);
        for (int i = 0; i < 3; i++) {
            modes.add((float) Evaluation.of(net, test).loss());
        }
        assertThat(modes).containsOnly(modes.get(0));
    }

    @Test
    void anInterruptStopsBetweenStepsAndKeepsTheNetwork() {
        var net = net();
        var heard = new Recorder() {
            @Override
            public void steps(History.Steps steps) {
                super.steps(steps);
                if (steps.last() == 20) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        History history = Training.of(net, F::crossEntropy)
                .batchSize(8)
                .readEvery(5)
                .callback(heard)
                .fit(train, test, 50);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(history.stopped()).hasValueSatisfying(why -> assertThat(why).contains("after step 20 of 650"));
        assertThat(history.epochs()).hasSize(1);
        assertThat(heard.events).endsWith("steps 20", "end");
        assertThat(Evaluation.of(net, test).loss()).isFinite();
    }

    @Test
    void aLossThatIsNoNumberStopsWithAReason() {
        var heard = new Recorder();
        var holes = new TensorDataset(
                manager.full(new Shape(100, 2), Float.NaN), manager.zeros(new Shape(100), DataType.INT64), "holes");
        assertThatThrownBy(() -> training().callback(heard).fit(holes, test, 3))
                .isInstanceOf(DivergedException.class)
                .hasMessageContainingAll("step 1", "epoch 1", "on rows 98, 63", "Lower the learning rate");
        assertThat(heard.events).containsExactly("start 3 13", "end");
    }

    @Test
    void trainingAgainAndAgainLeavesNoArrayBehind() {
        var net = net();
        Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0.1f).momentum(0.9f))
                .fit(train, test, 1);
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 3; i++) {
            Training.of(net, F::crossEntropy)
                    .optimizer(parameters -> Optim.sgd(parameters, 0.1f).momentum(0.9f))
                    .fit(train, test, 1);
        }
        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @Test
    void theCurvesHoldWhatTheHistoryHolds() {
        var curves = new LiveCurves("Two clouds");
        History history = training().callback(curves).fit(train, test, 3);
        String figure = String.valueOf(Output.render(curves.chart()).data().get(Bundle.PLOTLY));
        assertThat(figure).contains("name=train", "name=test", "text=loss", "text=accuracy");
        assertThat(figure)
                .contains(String.valueOf((float) history.last().testLoss()).substring(0, 5));
    }

    @Test
    void curvesGoOnInAFurtherTraining() {
        var curves = new LiveCurves("Twice");
        training().callback(curves).fit(train, test, 2);
        training().callback(curves).fit(train, test, 3);
        assertThat(curves).hasToString("Curves \"Twice\" of loss, accuracy, drawn to epoch 5.000");
    }

    @Test
    void aColumnThatIsNotMeasuredIsToldBeforeTheFirstStep() {
        var heard = new Recorder();
        for (Callback wrong : List.of(new LiveCurves("x", "acc"), EarlyStopping.max("test acc", 2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> training().callback(heard).callback(wrong).fit(train, test, 1))
                    .withMessageContainingAll("acc\"", "train loss, train accuracy, test loss, test accuracy");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training()
                        .callback(heard)
                        .schedule(ReduceOnPlateau::of, "test loss")
                        .fit(train, 1))
                .withMessageContaining("No column \"test loss\" is measured, only train loss");
        assertThat(heard.events).isEmpty();
    }

    @Test
    void predictionsNameTheMistakes() {
        NDArray y = manager.create(new long[] {0, 1, 2, 1});
        NDArray logits = manager.create(new float[] {5, 0, 0, 0, 1, 0, 9, 0, 0, 3, 0, 0}, new Shape(4, 3));
        var predictions = Predictions.of(x -> x, new TensorDataset(logits, y, "four answers"));
        assertThat(predictions.predicted()).containsExactly(0, 1, 0, 0);
        assertThat(predictions.wrong()).containsExactly(2, 3);
        assertThat(predictions.truth()).containsExactly(0, 1, 2, 1);
        assertThat(predictions.confidence()[3]).isCloseTo((float) (Math.exp(3) / (Math.exp(3) + 2)), within(1e-6f));
    }

    @Test
    void mistakesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().fit(train, test, 0))
                .withMessageContaining("0");
        var nothing = new History(List.of(), List.of(), "nowhere", Optional.empty());
        assertThatIllegalStateException().isThrownBy(nothing::last).withMessageContaining("No epoch");
    }

    private Training training() {
        return Training.of(net(), Loss.softmaxCrossEntropyLoss())
                .optimizer(parameters -> Optim.sgd(parameters, 0.1f))
                .batchSize(8)
                .seed(3);
    }

    private SequentialBlock net() {
        var net = new SequentialBlock().add(Linear.builder().setUnits(2).build());
        net.setInitializer((m, shape, type) -> m.ones(shape, type), p -> true);
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
        return net;
    }

    /** Points around (2, −1) are class 0, those around (−1, 2) class 1. */
    private TensorDataset clouds(int n) {
        var points = new float[n * 2];
        var classes = new long[n];
        for (int i = 0; i < n; i++) {
            classes[i] = i % 2;
            points[2 * i] = (float) (2 - 3 * classes[i] + Math.sin(i));
            points[2 * i + 1] = (float) (-1 + 3 * classes[i] + Math.cos(3 * i));
        }
        return new TensorDataset(manager.create(points, new Shape(n, 2)), manager.create(classes), "two clouds");
    }

    private static class Recorder implements Callback {
        final List<String> events = new ArrayList<>();

        @Override
        public void start(int epochs, int stepsPerEpoch) {
            events.add("start " + epochs + " " + stepsPerEpoch);
        }

        @Override
        public void steps(History.Steps steps) {
            events.add("steps " + steps.last());
        }

        @Override
        public void epoch(History.Epoch epoch) {
            events.add("epoch " + epoch.number());
        }

        @Override
        public void end(History history) {
            events.add("end");
        }
    }
}
