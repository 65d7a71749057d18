package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import lungo.lib.optim.Schedule;
import lungo.lib.transforms.RandomHorizontalFlip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever training can be told, it goes on with; what cannot go on leaves the network as it was. */
class ResumeTest {

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = Clouds.of(manager, 100);
    private final TensorDataset test = Clouds.of(manager, 30);

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<UnaryOperator<Training>> options() {
        return Stream.of(
                training -> training.accumulate(3),
                training -> training.dropLast().accumulate(5),
                training -> training.precision(DataType.BFLOAT16),
                training -> training.prefetch(2),
                training -> training.readEvery(7));
    }

    @ParameterizedTest
    @MethodSource("options")
    void goesOnInTheMiddleOfAnEpoch(UnaryOperator<Training> option) {
        expectTheSame(option, train, test, () -> Clouds.lively(manager));
    }

    @Test
    void augmentationDrawsWhatItWouldHaveDrawn() {
        NDArray x = manager.arange(0, 40 * 16, 1, DataType.FLOAT32).sin().reshape(40, 1, 4, 4);
        NDArray y = manager.arange(0, 40, 1, DataType.INT64).mod(2).toType(DataType.INT64, false);
        var pictures = new TensorDataset(x, y, "waves");
        expectTheSame(
                training -> training, pictures.augment(new RandomHorizontalFlip(0.5)), pictures, this::pictureNet);
        var plain = pictureNet();
        var augmented = pictureNet();
        training(plain).fit(pictures, 1);
        training(augmented).fit(pictures.augment(new RandomHorizontalFlip(0.5)), 1);
        assertThat(Clouds.values(augmented).get("02Linear_weight"))
                .isNotEqualTo(Clouds.values(plain).get("02Linear_weight"));
    }

    private void expectTheSame(
            UnaryOperator<Training> option, TensorDataset learned, TensorDataset judged, Supplier<Block> made) {
        Path file = folder.resolve("stopped.safetensors");
        Block whole = made.get();
        History expected = option.apply(training(whole)).fit(learned, judged, 4);
        int stop = expected.steps().get(expected.steps().size() - 1).last() / 2 + 3;
        assertThatThrownBy(() -> option.apply(training(made.get()))
                        .checkpoint(file, 1)
                        .callback(failAfter(stop))
                        .fit(learned, judged, 4))
                .hasMessage("the power failed");
        Block net = made.get();
        History rest = option.apply(training(net)).resume(file).fit(learned, judged, 4);
        same(net, Clouds.values(whole));
        assertThat(rest.steps()).isEqualTo(expected.steps());
        for (int i = 0; i < 4; i++) {
            History.Epoch one = rest.epochs().get(i);
            History.Epoch other = expected.epochs().get(i);
            assertThat(one.train()).isEqualTo(other.train());
            assertThat(one.test()).isEqualTo(other.test());
            assertThat(one.learningRate()).isEqualTo(other.learningRate());
        }
    }

    @Test
    void whereLossesWereReadMoreSeldomItGoesOnToo() {
        var whole = Clouds.lively(manager);
        History expected = training(whole).fit(train, test, 2);
        Path file = folder.resolve("seldom.safetensors");
        assertThatThrownBy(() -> training(Clouds.lively(manager))
                        .readEvery(1000)
                        .checkpoint(file, 1)
                        .callback(failAfter(26))
                        .fit(train, test, 2))
                .hasMessage("the power failed");
        var net = Clouds.lively(manager);
        History rest = training(net).readEvery(2).resume(file).fit(train, test, 2);
        same(net, Clouds.values(whole));
        assertThat(rest.last().train()).isEqualTo(expected.last().train());
    }

    @Test
    void anotherOptimiserIsRefusedAndTheNetworkIsWhatItWas() {
        Path file = written(1);
        var net = Clouds.net(manager, 2);
        training(net).seed(4).fit(train, 1);
        Map<String, float[]> before = Clouds.values(net);
        assertThatIllegalArgumentException().isThrownBy(() -> Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.adam(parameters, 0.01))
                .schedule(Schedule.cosine(60)::perStep)
                .callback(EarlyStopping.min("test loss", 3))
                .batchSize(8)
                .resume(file)
                .fit(train, test, 2));
        same(net, before);
    }

    @Test
    void oneFitGoesOnAndTheNextBeginsFromThere() {
        Path file = written(2);
        var net = Clouds.net(manager, 2);
        var training = plain(net).resume(file);
        assertThat(training.fit(train, test, 3).epochs()).hasSize(3);
        Map<String, float[]> after = Clouds.values(net);
        History next = training.seed(9).fit(train, test, 1);
        assertThat(next.epochs()).hasSize(1);
        assertThat(Clouds.values(net).get("01Linear_weight")).isNotEqualTo(after.get("01Linear_weight"));
        var other = Clouds.net(manager, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(other).seed(9).resume(file).fit(train, test, 3))
                .withMessageContaining("seed was 3");
    }

    @Test
    void callbacksFindTheirStateByClass() {
        Path file = folder.resolve("early.safetensors");
        plain(Clouds.net(manager, 2))
                .seed(3)
                .callback(EarlyStopping.min("test loss", 5))
                .checkpoint(file)
                .fit(train, test, 2);
        var given = new ArrayList<Integer>();
        var other = new Callback() {
            @Override
            public void resume(Run run, Map<String, NDArray> state) {
                given.add(state.size());
            }
        };
        var net = Clouds.net(manager, 2);
        var stopping = EarlyStopping.min("test loss", 5);
        plain(net).callback(other).callback(stopping).resume(file).fit(train, test, 2);
        assertThat(given).containsExactly(0);
        assertThat(stopping.bestEpoch()).isBetween(1, 2);
    }

    @Test
    void earlyStoppingWithoutItsWeightsBeginsAnew() {
        Path file = written(3);
        var stopping = EarlyStopping.max("test accuracy", 2);
        History history =
                plain(Clouds.net(manager, 2)).callback(stopping).resume(file).fit(train, test, 30);
        assertThat(stopping.bestEpoch()).isGreaterThan(3);
        assertThat(history.stopped()).hasValueSatisfying(why -> assertThat(why)
                .contains("the weights of epoch " + stopping.bestEpoch() + " are back"));
        assertThat(history.epochs()).hasSize(stopping.bestEpoch() + 2);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldBeforeTheFirstStep() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        var net = Clouds.net(manager, 2);
        Map<String, float[]> before = Clouds.values(net);
        assertThatThrownBy(() ->
                        plain(net).checkpoint(file.resolve("x.safetensors")).fit(train, test, 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("No checkpoint can be written", "x.safetensors");
        same(net, before);
        Path deep = folder.resolve("a/b/c.safetensors");
        plain(net).checkpoint(deep).fit(train, test, 1);
        assertThat(deep).exists();
    }

    @Test
    void aDiskThatIsFullLaterDoesNotEndTraining() {
        Path file = folder.resolve("gone/x.safetensors");
        History history = plain(Clouds.net(manager, 2))
                .checkpoint(file)
                .callback(new Callback() {
                    @Override
                    public void epoch(History.Epoch epoch) {
                        if (!Files.isDirectory(file.getParent())) {
                            return;
                        }
                        try {
                            Files.deleteIfExists(file);
                            Files.delete(file.getParent());
                            Files.createFile(file.getParent());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                })
                .fit(train, test, 3);
        assertThat(history.epochs()).hasSize(3);
        assertThat(Files.exists(file)).isFalse();
    }

    /** A checkpoint of so many epochs of plain training with seed 3. */
    private Path written(int epochs) {
        Path file = folder.resolve("written.safetensors");
        plain(Clouds.net(manager, 2)).seed(3).checkpoint(file).fit(train, test, epochs);
        return file;
    }

    private static Training plain(Block net) {
        return Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0.05).momentum(0.9))
                .schedule(Schedule.cosine(60)::perStep)
                .batchSize(8);
    }

    private static Training training(Block net) {
        return plain(net).seed(3);
    }

    private SequentialBlock pictureNet() {
        var net = new SequentialBlock()
                .add(Blocks.batchFlattenBlock(16))
                .add(Linear.builder().setUnits(8).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(2).build());
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 4, 4));
        int[] i = {0};
        for (NDArray array : Network.arraysOf(net)) {
            var values = new float[(int) array.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) Math.sin(++i[0]);
            }
            array.set(values);
        }
        return net;
    }

    private static Callback failAfter(int step) {
        return new Callback() {
            @Override
            public void afterStep(Run run) {
                if (run.step() == step) {
                    throw new IllegalStateException("the power failed");
                }
            }
        };
    }

    private static void same(Block block, Map<String, float[]> expected) {
        Clouds.values(block)
                .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
    }
}
