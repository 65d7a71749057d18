package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import lungo.lib.data.TensorDataset;
import lungo.lib.metrics.Accuracy;
import lungo.lib.metrics.F1;
import lungo.lib.nn.F;
import lungo.lib.nn.Safetensors;
import lungo.lib.optim.Optim;
import lungo.lib.optim.Schedule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was stopped and goes on comes to what one without a stop comes to, to the last digit. */
class CheckpointTest {

    private static final int EPOCHS = 4; // of 13 steps

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = Clouds.of(manager, 100);
    private final TensorDataset test = Clouds.of(manager, 30);

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Function<List<NDArray>, Optim>> optimizers() {
        return Stream.of(
                parameters -> Optim.sgd(parameters, 0.05).momentum(0.9).nesterov(),
                parameters -> Optim.adam(parameters, 0.01),
                parameters -> Optim.adamW(parameters, 0.01),
                parameters -> Optim.adagrad(parameters, 0.05),
                parameters -> Optim.rmsProp(parameters, 0.005));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void goesOnInTheMiddleOfAnEpoch(Function<List<NDArray>, Optim> optimizer) {
        var whole = Clouds.lively(manager);
        History expected = training(whole, optimizer).fit(train, test, EPOCHS);
        for (int stop : new int[] {1, 17, 26}) {
            Path file = folder.resolve("stopped-at-" + stop + ".safetensors");
            History first = training(Clouds.lively(manager), optimizer)
                    .checkpoint(file)
                    .callback(stopAfter(stop))
                    .fit(train, test, EPOCHS);
            assertThat(first.stopped()).hasValue("Stopped");
            var net = Clouds.lively(manager);
            History rest = training(net, optimizer).resume(file).fit(train, test, EPOCHS);
            same(net, whole);
            assertThat(rest.stopped()).isEmpty();
            expectEpochs(rest, expected);
        }
    }

    @Test
    void everyFewStepsOneIsWrittenWhateverHappensNext() {
        Path file = folder.resolve("every.safetensors");
        var whole = Clouds.lively(manager);
        History expected = adam(whole).checkpoint(file, 5).fit(train, test, EPOCHS);
        assertThatThrownBy(() -> adam(Clouds.lively(manager))
                        .checkpoint(file, 5)
                        .callback(new Callback() {
                            @Override
                            public void afterStep(Run run) {
                                if (run.step() == 34) {
                                    throw new IllegalStateException("the power failed");
                                }
                            }
                        })
                        .fit(train, test, EPOCHS))
                .hasMessage("the power failed");
        var net = Clouds.lively(manager);
        History rest = adam(net).resume(file).checkpoint(file, 5).fit(train, test, EPOCHS);
        same(net, whole);
        assertThat(rest.steps()).isEqualTo(expected.steps());
        expectEpochs(rest, expected);
        assertThat(adam(Clouds.lively(manager))
                        .resume(file)
                        .fit(train, test, EPOCHS)
                        .epochs())
                .isEqualTo(rest.epochs());
    }

    @Test
    void moreEpochsCanBeAdded() {
        Path file = folder.resolve("two.safetensors");
        var whole = Clouds.lively(manager);
        adam(whole).fit(train, test, EPOCHS);
        adam(Clouds.lively(manager)).checkpoint(file).fit(train, test, 2);
        var net = Clouds.lively(manager);
        adam(net).resume(file).fit(train, test, EPOCHS);
        same(net, whole);
    }

    @Test
    void earlyStoppingGoesOnWithItsBestWeights() {
        Path file = folder.resolve("early.safetensors");
        Function<List<NDArray>, Optim> wild = parameters -> Optim.sgd(parameters, 2);
        var whole = Clouds.lively(manager);
        var one = EarlyStopping.min("test loss", 4);
        History expected = training(whole, wild).callback(one).fit(train, test, 40);
        var two = EarlyStopping.min("test loss", 4);
        int stop = 13 * (one.bestEpoch() + 1) + 3;
        training(Clouds.lively(manager), wild)
                .callback(two)
                .callback(stopAfter(stop))
                .checkpoint(file)
                .fit(train, test, 40);
        var net = Clouds.lively(manager);
        var three = EarlyStopping.min("test loss", 4);
        History rest = training(net, wild).callback(three).resume(file).fit(train, test, 40);
        assertThat(three.bestEpoch()).isEqualTo(one.bestEpoch());
        assertThat(rest.stopped()).isEqualTo(expected.stopped());
        same(net, whole);
    }

    @Test
    void whatDoesNotFitIsToldAndChangesNothing() throws Exception {
        Path file = folder.resolve("two.safetensors");
        adam(Clouds.lively(manager)).checkpoint(file).fit(train, test, 1);
        var net = Clouds.lively(manager);
        Map<String, float[]> before = Clouds.values(net);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam(net).batchSize(9).resume(file).fit(train, test, 2))
                .withMessageContaining("batch size was 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam(net).seed(9).resume(file).fit(train, test, 2))
                .withMessageContaining("seed was 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam(net).resume(file).fit(test, test, 2))
                .withMessageContaining("size of the training set was 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam(net)
                        .schedule(Schedule.step(2, 0.1)::perEpoch)
                        .resume(file)
                        .fit(train, test, 2))
                .withMessageContaining("has 1 schedules, but 2");
        var other = Clouds.net(manager, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam(other).resume(file).fit(train, test, 2))
                .withMessageContaining("do not fit the network");
        Safetensors.save(folder.resolve("weights.safetensors"), Map.of("w", manager.create(1f)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        adam(net).resume(folder.resolve("weights.safetensors")).fit(train, test, 2))
                .withMessageContaining("no training");
        assertThatThrownBy(() -> adam(net).resume(folder.resolve("none")).fit(train, test, 2))
                .isInstanceOf(UncheckedIOException.class);
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> adam(net).resume(file).fit(train, test, 2)).isInstanceOf(UncheckedIOException.class);
        before.forEach(
                (name, values) -> assertThat(Clouds.values(net).get(name)).isEqualTo(values));
    }

    private Training adam(Block net) {
        return training(net, parameters -> Optim.adam(parameters, 0.01));
    }

    private static Training training(Block net, Function<List<NDArray>, Optim> optimizer) {
        return Training.of(net, F::crossEntropy)
                .optimizer(optimizer)
                .schedule(Schedule.cosine(60)::perStep)
                .metric(new Accuracy())
                .metric(F1.macro(2))
                .batchSize(8)
                .seed(3);
    }

    private static Callback stopAfter(int step) {
        return new Callback() {
            @Override
            public void afterStep(Run run) {
                if (run.step() == step) {
                    run.stop("Stopped");
                }
            }
        };
    }

    /** All but the seconds. */
    private static void expectEpochs(History history, History expected) {
        assertThat(history.epochs()).hasSameSizeAs(expected.epochs());
        for (int i = 0; i < history.epochs().size(); i++) {
            assertThat(history.epochs().get(i).train())
                    .isEqualTo(expected.epochs().get(i).train());
            assertThat(history.epochs().get(i).test())
                    .isEqualTo(expected.epochs().get(i).test());
            assertThat(history.epochs().get(i).learningRate())
                    .isEqualTo(expected.epochs().get(i).learningRate());
        }
    }

    private static void same(Block a, Block b) {
        var values = Clouds.values(b);
        Clouds.values(a)
                .forEach((name, array) -> assertThat(values.get(name)).as(name).isEqualTo(array));
    }
}
