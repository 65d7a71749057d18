package lungo.lib.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import lungo.lib.data.TensorDataset;
import lungo.lib.optim.Optim;

/**
 * Trains a DJL block as a classifier, and measures it on the test set after every epoch:
 *
 * <pre>{@code
 * var history = Training.of(net, Loss.softmaxCrossEntropyLoss())
 *         .optimizer(parameters -> Optim.sgd(parameters, 0.01f))
 *         .batchSize(200).seed(1)
 *         .fit(train, test, 10);
 * }</pre>
 *
 * An interrupt stops it between two steps: the network keeps what it has learned and the history says where it stopped.
 */
public final class Training {

    private final Block net;
    private final Criterion criterion;
    private final List<Callback> callbacks = new ArrayList<>();
    private Function<List<NDArray>, Optim> optimizer = parameters -> Optim.sgd(parameters, 0.01f);
    private int batchSize = 64;
    private OptionalLong seed = OptionalLong.empty();

    private Training(Block net, Criterion criterion) {
        this.net = net;
        this.criterion = criterion;
    }

    /** Trains {@code net}, whose output is logits (n, classes), by a DJL loss on class numbers (n). */
    public static Training of(Block net, Loss loss) {
        return new Training(net, Criterion.of(loss));
    }

    /** Trains {@code net} by a loss of its output and target, such as {@code F::crossEntropy}. */
    public static Training of(Block net, Criterion criterion) {
        return new Training(net, criterion);
    }

    /** Makes the optimiser of the network's parameters; SGD at 0.01 unless told. It is closed when training ends. */
    public Training optimizer(Function<List<NDArray>, Optim> optimizer) {
        this.optimizer = optimizer;
        return this;
    }

    /** Examples a step, 64 unless told. */
    public Training batchSize(int batchSize) {
        this.batchSize = batchSize;
        return this;
    }

    /** Seeds the order of the batches (epoch e, from 0, takes seed + e) and the engine (dropout, late initialisers). */
    public Training seed(long seed) {
        this.seed = OptionalLong.of(seed);
        return this;
    }

    /** Has {@code callback} told how it goes. */
    public Training callback(Callback callback) {
        callbacks.add(callback);
        return this;
    }

    /**
     * Trains for some epochs. A block that has no parameters yet is initialised on {@code train}'s device and manager.
     * Throws DivergedException when the loss is no longer a number.
     */
    public History fit(TensorDataset train, TensorDataset test, int epochs) {
        var plan = new Plan(train, test, epochs, batchSize, seed.orElseGet(System::nanoTime));
        seed.ifPresent(s -> Engine.getInstance().setRandomSeed((int) s));
        if (!net.isInitialized()) {
            net.initialize(train.manager(), DataType.FLOAT32, train.inputShape());
        }
        Network network = Network.of(net, train.manager());
        try (Optim optim = optimizer.apply(network.parameters())) {
            History history = new Loop(network, criterion, optim, plan, callbacks).run();
            history.stopped().ifPresent(why -> System.out.println(why + "."));
            return history;
        }
    }
}
