package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import lungo.kernel.display.Notebook;
import lungo.lib.data.TensorDataset;
import lungo.lib.display.FakeFrontend;
import lungo.lib.metrics.Accuracy;
import lungo.lib.metrics.F1;
import lungo.lib.metrics.MeanAbsoluteError;
import lungo.lib.metrics.R2Score;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import lungo.lib.optim.ReduceOnPlateau;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Training can be told, and that it does it. */
class TrainingOptionsTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = Clouds.of(manager, 100);
    private final TensorDataset test = Clouds.of(manager, 30);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void twoRunsOfOneSeedAreEqualToTheLastDigitDropoutIncluded() {
        var first = Clouds.lively(manager);
        var second = Clouds.lively(manager);
        History one = fit(first, 5);
        manager.randomNormal(new ai.djl.ndarray.types.Shape(7)); // whatever was drawn before
        History two = fit(second, 5);
        assertThat(two.steps()).isEqualTo(one.steps());
        same(first, second);
        var other = Clouds.lively(manager);
        assertThat(fit(other, 6).steps()).isNotEqualTo(one.steps());
    }

    @Test
    void aProgramAndItsBlockLearnTheSame() {
        var program = Clouds.net(manager, 2);
        var block = Clouds.net(manager, 2);
        training(program).seed(3).fit(train, test, 3);
        training(block).eager().seed(3).fit(train, test, 3);
        near(program, block, 1e-5f);
    }

    @Test
    void accumulatedBatchesAreOneLargeBatch() {
        var large = Clouds.net(manager, 2);
        var parts = Clouds.net(manager, 2);
        History one = training(large).seed(3).batchSize(24).fit(train, test, 2);
        History many = training(parts).seed(3).batchSize(6).accumulate(4).fit(train, test, 2);
        near(large, parts, 1e-6f);
        // 100 examples are four steps of 24 and one of 4.
        assertThat(many.steps()).hasSameSizeAs(one.steps());
        assertThat(many.steps().get(1).last()).isEqualTo(10);
        for (int i = 0; i < 2; i++) {
            assertThat(many.steps().get(i).loss()).isCloseTo(one.steps().get(i).loss(), within(1e-6));
        }
        assertThat(many.last().trainAccuracy()).isEqualTo(one.last().trainAccuracy());
    }

    @Test
    void metricsBecomeColumns() {
        History history = training(Clouds.net(manager, 2))
                .metric(new Accuracy())
                .metric(F1.macro(2))
                .seed(3)
                .fit(train, test, 2);
        assertThat(history.table().columnNames())
                .containsExactly(
                        "epoch",
                        "train loss",
                        "train accuracy",
                        "train F1",
                        "test loss",
                        "test accuracy",
                        "test F1",
                        "learning rate",
                        "seconds");
        assertThat(history.last().test().get("F1")).isBetween(0.5, 1.0);
        assertThat(history.steps().get(0).train()).containsOnlyKeys("loss", "accuracy", "F1");
        assertThat(history.toString()).contains("test accuracy", "test F1");
    }

    @Test
    void targetsThatAreNumbersNeedNoClasses() {
        TensorDataset plane = Clouds.regression(manager, 60);
        Criterion squares = (output, y) -> output.sub(y).square().mean();
        var net = Clouds.net(manager, 1);
        History history = Training.of(net, squares)
                .optimizer(parameters -> Optim.sgd(parameters, 0.02f))
                .batchSize(10)
                .metric(new MeanAbsoluteError())
                .metric(new R2Score())
                .fit(plane, plane, 30);
        assertThat(history.last().value("test R2")).isGreaterThan(0.99);
        assertThat(history.last().testAccuracy()).isNaN();
        assertThat(history).asString().contains("test MAE", "test R2").doesNotContain("accuracy", "NaN");
        assertThat(Training.of(net, squares).fit(plane, plane, 1).toString()).startsWith("Epoch 1: test loss");
        assertThat(Evaluation.of(net, plane, squares, new R2Score())).asString().contains("Loss", "R2");
    }

    @Test
    void bfloat16LearnsNearlyTheSame() {
        var full = Clouds.net(manager, 2);
        var half = Clouds.net(manager, 2);
        training(full).seed(3).fit(train, test, 3);
        History history = training(half).precision(DataType.BFLOAT16).seed(3).fit(train, test, 3);
        assertThat(history.last().testAccuracy()).isEqualTo(1);
        near(full, half, 0.05f);
        assertThat(Clouds.values(half).get("01Linear_weight"))
                .isNotEqualTo(Clouds.values(full).get("01Linear_weight"));
    }

    @Test
    void bfloat16IsRefusedWhereItWouldBeFloat32() {
        var net = Clouds.net(manager, 2);
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> training(net).eager().precision(DataType.BFLOAT16).fit(train, test, 1))
                .withMessageContaining("eager()");
        assertThatIllegalStateException()
                .isThrownBy(() -> training(net)
                        .devices(manager.getDevice(), manager.getDevice())
                        .precision(DataType.BFLOAT16)
                        .fit(train, test, 1))
                .withMessageContaining("devices");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training(net).precision(DataType.FLOAT16))
                .withMessageContaining("float16");
    }

    @Test
    void withoutATestSetTrainingIsAllThatIsMeasured() {
        var one = Clouds.net(manager, 2);
        var other = Clouds.net(manager, 2);
        History expected = training(one).seed(3).fit(train, test, 2);
        History history = training(other)
                .seed(3)
                .schedule(optimizer -> ReduceOnPlateau.of(optimizer))
                .fit(train, 2);
        same(one, other);
        assertThat(history.steps()).isEqualTo(expected.steps());
        assertThat(history.table().columnNames())
                .containsExactly("epoch", "train loss", "train accuracy", "learning rate", "seconds");
        assertThat(history).asString().startsWith("Epoch 2: train loss").contains("two clouds");
        assertThat(history.last().testLoss()).isNaN();
    }

    @Test
    void theLastBatchIsLeftOutWhereItWouldBeSmaller() {
        var sizes = new ArrayList<Integer>();
        Criterion noting = (output, y) -> {
            sizes.add((int) y.getShape().get(0));
            return F.crossEntropy(output, y);
        };
        History history = Training.of(Clouds.net(manager, 2), noting)
                .batchSize(8)
                .accumulate(5)
                .dropLast()
                .fit(train, 2);
        assertThat(sizes).hasSize(24).containsOnly(8);
        assertThat(history.steps().get(history.steps().size() - 1).last()).isEqualTo(6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training(Clouds.net(manager, 2))
                        .batchSize(101)
                        .dropLast()
                        .fit(train, 1))
                .withMessageContainingAll("dropLast", "101", "100");
    }

    @Test
    void aFieldThatACallbackSetsBeforeAnEpochIsSeen() {
        float[] scale = {1};
        var callback = new Callback() {
            @Override
            public void beforeEpoch(Run run) {
                scale[0] = run.epoch();
            }
        };
        List<History> both = new ArrayList<>();
        for (boolean eager : new boolean[] {true, false}) {
            Block net =
                    new SequentialBlock().add(Clouds.net(manager, 2)).add(LambdaBlock.singleton(x -> x.mul(scale[0])));
            Training training = training(net).seed(1).callback(callback);
            both.add((eager ? training.eager() : training).fit(train, test, 3));
        }
        assertThat(both.get(1).last().testLoss()).isCloseTo(both.get(0).last().testLoss(), within(1e-5));
    }

    @Test
    void readingSeldomTellsSeldom() {
        var net = Clouds.net(manager, 2);
        History seldom = training(net).readEvery(1000).seed(3).fit(train, test, 2);
        assertThat(seldom.steps()).extracting(History.Steps::last).containsExactly(13, 26);
        var other = Clouds.net(manager, 2);
        History often = training(other).readEvery(1).seed(3).fit(train, test, 2);
        assertThat(often.steps()).hasSize(26);
        assertThat(often.last().trainLoss()).isEqualTo(seldom.last().trainLoss());
        same(net, other);
    }

    @Test
    void whyABlockIsNoProgramIsToldOnceAFit() {
        var net = new SequentialBlock().add(Clouds.net(manager, 2)).add(LambdaBlock.singleton(x -> {
            x.toFloatArray();
            return x;
        }));
        PrintStream out = System.out;
        var heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            training(net).fit(train, test, 3);
        } finally {
            System.setOut(out);
        }
        assertThat(heard.toString(StandardCharsets.UTF_8)).containsOnlyOnce("runs as it is, not as one program");
    }

    @Test
    void aQuietTrainingShowsNoBar() {
        var frontend = new FakeFrontend();
        var slow = new Callback() {
            @Override
            public void afterStep(Run run) {
                // Longer in all than what a bar waits before it shows itself.
                LockSupport.parkNanos(30_000_000);
            }
        };
        Notebook.connect(frontend);
        try {
            training(Clouds.net(manager, 2)).quiet().callback(slow).fit(train, test, 1);
            assertThat(frontend.shown).isEmpty();
            training(Clouds.net(manager, 2)).callback(slow).fit(train, test, 1);
            assertThat(frontend.shown).isNotEmpty();
        } finally {
            Notebook.connect(null);
        }
    }

    @Test
    void theLossOfAStepStaysWhenItIsRead() {
        var losses = new ArrayList<Float>();
        var kept = new ArrayList<NDArray>();
        var seen = new Callback() {
            private Run run;

            @Override
            public void beforeStep(Run run) {
                this.run = run;
                try (NDArray loss = run.loss()) {
                    losses.add(loss.getFloat());
                }
            }

            @Override
            public void steps(History.Steps steps) {
                NDArray loss = run.loss();
                assertThat(loss.getFloat()).isNotZero().isEqualTo((float) steps.loss());
                loss.muli(0); // it is a copy
                kept.add(loss);
            }
        };
        History history =
                training(Clouds.net(manager, 2)).readEvery(1).callback(seen).fit(train, 1);
        assertThat(losses.get(0)).isNaN();
        assertThat(losses.get(1)).isEqualTo((float) history.steps().get(0).loss());
        assertThat(kept).hasSize(13);
    }

    @Test
    void withoutASeedTheEnginesGeneratorDecides() {
        var one = Clouds.lively(manager);
        var two = Clouds.lively(manager);
        var three = Clouds.lively(manager);
        Engine.getInstance().setRandomSeed(11);
        training(one).fit(train, 2);
        Engine.getInstance().setRandomSeed(11);
        training(two).fit(train, 2);
        training(three).fit(train, 2);
        same(one, two);
        assertThat(Clouds.values(three).get("01Linear_weight"))
                .isNotEqualTo(Clouds.values(two).get("01Linear_weight"));
    }

    @Test
    void batchesMadeAheadAreTheSame() {
        var plain = Clouds.lively(manager);
        var ahead = Clouds.lively(manager);
        fit(plain, 5);
        training(ahead).prefetch(3).seed(5).fit(train, test, 3);
        same(plain, ahead);
    }

    @Test
    void gradientsCanBeLookedAtAndChanged() {
        var net = Clouds.net(manager, 2);
        Map<String, float[]> before = Clouds.values(net);
        var sizes = new ArrayList<Integer>();
        History history = training(net)
                .gradients(parameters -> {
                    sizes.add(parameters.size());
                    for (NDArray p : parameters) {
                        try (NDArray gradient = p.getGradient()) {
                            gradient.subi(gradient);
                        }
                    }
                })
                .fit(train, test, 1);
        assertThat(sizes).hasSize(13).containsOnly(4);
        assertThat(history.epochs()).hasSize(1);
        before.forEach(
                (name, values) -> assertThat(Clouds.values(net).get(name)).isEqualTo(values));
    }

    @Test
    void aCallbackSeesEachStepAndMayStop() {
        var losses = new ArrayList<Float>();
        var order = new ArrayList<String>();
        History history = training(Clouds.net(manager, 2))
                .readEvery(5)
                .callback(new Callback() {
                    @Override
                    public void beforeEpoch(Run run) {
                        order.add("epoch " + run.epoch() + " of " + run.epochs());
                    }

                    @Override
                    public void beforeStep(Run run) {
                        order.add("before " + run.step());
                    }

                    @Override
                    public void afterStep(Run run) {
                        order.add("after " + run.step());
                        try (NDArray loss = run.loss()) {
                            losses.add(loss.getFloat());
                        }
                        if (run.step() == 15) {
                            run.stop("Enough");
                        }
                    }
                })
                .fit(train, test, 4);
        assertThat(order).startsWith("epoch 1 of 4", "before 0", "after 1", "before 1", "after 2");
        assertThat(order).endsWith("after 13", "epoch 2 of 4", "before 13", "after 14", "before 14", "after 15");
        assertThat(history.stopped()).hasValue("Enough");
        assertThat(history.epochs()).hasSize(1);
        assertThat(history.steps()).extracting(History.Steps::last).containsExactly(7, 13, 15);
        double mean = losses.subList(0, 7).stream()
                .mapToDouble(Float::doubleValue)
                .average()
                .orElseThrow();
        assertThat(history.steps().get(0).loss()).isCloseTo(mean, within(1e-6));
    }

    @Test
    void trainingLeavesNothingBehind() {
        var net = Clouds.lively(manager);
        fit(net, 1);
        int before = arrays(manager);
        for (int i = 0; i < 5; i++) {
            training(net).accumulate(2).metric(F1.macro(2)).fit(train, test, 1);
        }
        assertThat(arrays(manager)).isLessThanOrEqualTo(before);
    }

    private static int arrays(NDManager manager) {
        return manager.getManagedArrays().size();
    }

    private History fit(Block net, long seed) {
        return training(net).seed(seed).fit(train, test, 3);
    }

    private Training training(Block net) {
        return Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0.1f))
                .batchSize(8);
    }

    private static void same(Block a, Block b) {
        Map<String, float[]> values = Clouds.values(b);
        Clouds.values(a)
                .forEach((name, array) -> assertThat(values.get(name)).as(name).isEqualTo(array));
    }

    private static void near(Block a, Block b, float tolerance) {
        List<float[]> others = List.copyOf(Clouds.values(b).values());
        List<float[]> arrays = List.copyOf(Clouds.values(a).values());
        for (int i = 0; i < arrays.size(); i++) {
            assertThat(others.get(i)).usingComparatorWithPrecision(tolerance).containsExactly(arrays.get(i));
        }
    }
}
