import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.stream.IntStream;
import lungo.lib.data.Batch;
import lungo.lib.data.Mnist;
import lungo.lib.data.TensorDataset;
import lungo.lib.device.Devices;
import lungo.lib.nn.F;
import lungo.lib.train.Callback;
import lungo.lib.train.History;
import lungo.lib.train.Training;

/**
 * Lungo's side of the benchmark: one fit of one network, whose epochs are the rounds. Between two epochs a callback waits
 * for a line on stdin; the answer is a line "@ SECONDS" on stdout.
 *
 * <pre>Bench CASE BATCH WIDTH STEPS DEVICE</pre>
 */
public final class Bench {

    private static final int ENDLESS = 10_000;

    private Bench() {}

    public static void main(String[] arguments) {
        var answers = System.out;
        System.setOut(System.err); // the progress bar's place
        String name = arguments[0];
        int batch = Integer.parseInt(arguments[1]);
        int width = Integer.parseInt(arguments[2]);
        int steps = Integer.parseInt(arguments[3]);
        try (var manager = NDManager.newBaseManager(Devices.of(arguments[4]))) {
            Block net = net(name, width);
            boolean isMnist = name.startsWith("mnist");
            TensorDataset train = isMnist ? mnist(manager) : random(manager, shape(name), batch * steps);
            train = name.equals("mnist-floats") ? floats(train) : train;
            net.initialize(manager, DataType.FLOAT32, train.inputShape());
            Training.of(net, F::crossEntropy)
                    .batchSize(batch)
                    .seed(1)
                    .callback(new Rounds(net, answers))
                    .fit(train, ENDLESS);
        }
    }

    private static Block net(String name, int width) {
        return switch (name) {
            case "mnist", "mnist-floats", "mlp" -> Networks.mlp(width);
            case "lenet" -> Networks.lenet();
            case "resnet18" -> Networks.resnet18();
            case "tiny" -> Networks.linear(2);
            default -> throw new IllegalArgumentException("There is no case " + name + ".");
        };
    }

    private static Shape shape(String name) {
        return switch (name) {
            case "lenet" -> new Shape(1, 28, 28);
            case "resnet18" -> new Shape(3, 32, 32);
            case "tiny" -> new Shape(4);
            default -> new Shape(784);
        };
    }

    private static TensorDataset mnist(NDManager manager) {
        Mnist mnist = Mnist.load();
        if (mnist.train().size() != 60_000) {
            throw new IllegalStateException("The real MNIST is needed, and this is: " + mnist.source());
        }
        return mnist.train(manager).flatten();
    }

    /** The same examples as PyTorch's loop over tensors has them: normalised once, ahead of training. */
    private static TensorDataset floats(TensorDataset bytes) {
        Batch all = bytes.rows(IntStream.range(0, bytes.size()).toArray());
        return new TensorDataset(all.x(), all.y(), bytes.source());
    }

    private static TensorDataset random(NDManager manager, Shape example, int size) {
        var random = new Random(1);
        var x = new float[Math.toIntExact(size * example.size())];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        long[] y = IntStream.range(0, size).mapToLong(i -> i % 2).toArray();
        var shape = new Shape(size).addAll(example);
        return new TensorDataset(manager.create(x, shape), manager.create(y), "random numbers");
    }

    /** Lets an epoch run for each line on stdin. */
    private static final class Rounds implements Callback {
        private final Block net;
        private final PrintStream answers;
        private final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        private long started;

        Rounds(Block net, PrintStream answers) {
            this.net = net;
            this.answers = answers;
        }

        @Override
        public void start(int epochs, int stepsPerEpoch) {
            long parameters = net.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .mapToLong(parameter -> parameter.getArray().size())
                    .sum();
            answers.println("@ " + parameters);
            await();
        }

        @Override
        public void epoch(History.Epoch epoch) {
            answers.println("@ " + (System.nanoTime() - started) / 1e9);
            await();
        }

        private void await() {
            try {
                if (orders.readLine() == null) {
                    System.exit(0);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            started = System.nanoTime();
        }
    }
}
