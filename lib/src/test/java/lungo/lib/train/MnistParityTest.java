package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.loss.Loss;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import lungo.lib.data.Batch;
import lungo.lib.data.Mnist;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.F;
import lungo.lib.nn.Reference;
import lungo.lib.nn.Tape;
import lungo.lib.optim.Optim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The notes' network against PyTorch with the same weights, order and rate: the first 20 losses within 1e-4, each
 * epoch's test accuracy within 0.5 points. On the sample in the jar always, on the real MNIST where it is at hand.
 */
class MnistParityTest {

    private static final int BATCH = 200;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @MethodSource("sampleRuns")
    void ownLoopOnTheSample(JsonObject run) {
        ownLoop(Mnist.sample(), run, "mnist_mlp_sample.json");
    }

    @ParameterizedTest
    @MethodSource("realRuns")
    void ownLoopOnMnist(JsonObject run) {
        ownLoop(realMnist(), run, "mnist_mlp_real.json");
    }

    @Test
    void trainingOnTheSample() {
        libraryLoop(Mnist.sample(), sampleRuns().findFirst().orElseThrow());
    }

    @Test
    void trainingOnMnist() {
        libraryLoop(realMnist(), realRuns().findFirst().orElseThrow());
    }

    static Stream<JsonObject> sampleRuns() {
        return runs("mnist_mlp_sample.json");
    }

    static Stream<JsonObject> realRuns() {
        // Two of the four: each takes many seconds. Seed 8 is where the notes' ReLU on the logits loses a class.
        return runs("mnist_mlp_real.json")
                .filter(run -> run.get("relu_logits").getAsBoolean()
                        == (run.get("seed").getAsLong() == 8));
    }

    private static Stream<JsonObject> runs(String file) {
        return Reference.read(file).getAsJsonArray("runs").asList().stream().map(JsonElement::getAsJsonObject);
    }

    private static Mnist realMnist() {
        // Without LUNGO_DATA loading would download; a test does not.
        if (System.getenv("LUNGO_DATA") == null) {
            System.err.println("NOT RUN: parity with PyTorch on the real MNIST. Set LUNGO_DATA to a folder that holds"
                    + " its four files as mnist/*.gz.");
        }
        assumeTrue(System.getenv("LUNGO_DATA") != null, "LUNGO_DATA is not set");
        Mnist mnist = Mnist.load();
        assertThat(mnist.train().size()).as(mnist.source()).isEqualTo(60_000);
        return mnist;
    }

    private void ownLoop(Mnist mnist, JsonObject run, String file) {
        TensorDataset train = mnist.train(manager).flatten();
        TensorDataset test = mnist.test(manager).flatten();
        long seed = run.get("seed").getAsLong();
        var net = new ReferenceNetwork(manager, seed, run.get("relu_logits").getAsBoolean());
        Optim optimizer = Optim.sgd(net.parameters(), 0.01f);
        var losses = new ArrayList<Float>();
        var accuracies = new ArrayList<Double>();
        for (int epoch = 0; epoch < expected(run, "test_accuracy").length; epoch++) {
            for (Batch batch : train.batches(BATCH, seed + epoch)) {
                try (batch;
                        var tape = Tape.record()) {
                    NDArray loss = F.crossEntropy(net.forward(batch.x()), batch.y());
                    optimizer.zeroGrad();
                    tape.backward(loss);
                    optimizer.step();
                    losses.add(loss.getFloat());
                }
            }
            accuracies.add(Evaluation.of(net::forward, test).accuracy());
        }
        String source = mnist.source() + " against " + Reference.read(file).get("made_with");
        assertThat(losses.subList(0, 20)).as("first losses, " + source).satisfies(all -> close(all, run));
        expectAccuracies(accuracies, run, source);
        System.out.printf(
                "Seed %d, %s: test accuracy %.2f %% on %s%n",
                seed,
                run.get("relu_logits").getAsBoolean() ? "ReLU on the logits" : "plain",
                accuracies.get(accuracies.size() - 1) * 100,
                source);
    }

    private void libraryLoop(Mnist mnist, JsonObject run) {
        TensorDataset train = mnist.train(manager).flatten();
        long seed = run.get("seed").getAsLong();
        var net = new SequentialBlock()
                .add(Linear.builder().setUnits(200).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(200).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(10).build());
        Iterator<NDArray> start =
                new ReferenceNetwork(manager, seed, false).parameters().iterator();
        net.setInitializer((m, shape, type) -> start.next(), (Parameter p) -> true);
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 784));
        History history = Training.of(net, Loss.softmaxCrossEntropyLoss())
                .optimizer(parameters -> Optim.sgd(parameters, 0.01f))
                .batchSize(BATCH)
                .seed(seed)
                .fit(train, mnist.test(manager).flatten(), expected(run, "test_accuracy").length);
        expectAccuracies(
                history.epochs().stream().map(History.Epoch::testAccuracy).toList(), run, mnist.source());
        for (int i = 0; i < history.epochs().size(); i++) {
            History.Epoch epoch = history.epochs().get(i);
            assertThat(epoch.trainLoss()).isCloseTo(expected(run, "train_loss")[i], within(0.005));
            assertThat(epoch.testLoss()).isCloseTo(expected(run, "test_loss")[i], within(0.005));
        }
        System.out.println(history);
    }

    private static void close(List<? extends Float> losses, JsonObject run) {
        for (int i = 0; i < losses.size(); i++) {
            assertThat((double) losses.get(i)).isCloseTo(expected(run, "first_step_losses")[i], within(1e-4));
        }
    }

    private static void expectAccuracies(List<Double> accuracies, JsonObject run, String source) {
        for (int i = 0; i < accuracies.size(); i++) {
            assertThat(accuracies.get(i))
                    .as("test accuracy after epoch %d on %s", i + 1, source)
                    .isCloseTo(expected(run, "test_accuracy")[i], within(0.005));
        }
    }

    private static double[] expected(JsonObject run, String name) {
        return run.getAsJsonArray(name).asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }
}
