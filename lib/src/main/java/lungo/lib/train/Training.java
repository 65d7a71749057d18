package lungo.lib.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import lungo.lib.data.TensorDataset;
import lungo.lib.metrics.Metric;
import lungo.lib.optim.Optim;
import lungo.lib.optim.Scheduler;

/**
 * Trains a DJL block, and measures it on the test set after every epoch:
 *
 * <pre>{@code
 * var history = Training.of(net, F::crossEntropy)
 *         .optimizer(parameters -> Optim.sgd(parameters, 0.01))
 *         .batchSize(200).seed(1)
 *         .fit(train, test, 10);
 * }</pre>
 *
 * An interrupt stops it between two steps: the network keeps what it has learned and the history says where it stopped.
 * The block is run as one program ({@link lungo.lib.compile.Compiled}) unless {@link #eager} is asked for.
 */
public final class Training {

    final Block net;
    final Criterion criterion;
    final List<Callback> callbacks = new ArrayList<>();
    final List<Consumer<List<NDArray>>> onGradients = new ArrayList<>();
    final List<Schedules.Made> schedules = new ArrayList<>();
    List<Device> devices = List.of();
    Optional<Path> checkpoints = Optional.empty();
    int checkpointSteps = Integer.MAX_VALUE;
    private Optional<Path> resume = Optional.empty();
    private final List<Metric> metrics = new ArrayList<>();
    private Function<List<NDArray>, Optim> optimizer = parameters -> Optim.sgd(parameters, 0.01);
    private int batchSize = 64;
    private int accumulate = 1;
    private int prefetch;
    private boolean eager;
    private Precision precision = Precision.FP32;
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

    /**
     * Makes the optimiser of the network's parameters, with its groups, weight decay, L1 and clipping; SGD at 0.01 unless
     * told. It is closed when training ends.
     */
    public Training optimizer(Function<List<NDArray>, Optim> optimizer) {
        this.optimizer = optimizer;
        return this;
    }

    /**
     * Sets the learning rate as training goes on: {@code schedule(Schedule.cosine(10)::perEpoch)}. A {@code
     * ReduceOnPlateau} looks at the test loss.
     */
    public Training schedule(Function<Optim, Scheduler> schedule) {
        return schedule(schedule, "test loss");
    }

    /** As {@link #schedule(Function)}, for a scheduler that looks at another column of the history. */
    public Training schedule(Function<Optim, Scheduler> schedule, String column) {
        schedules.add(new Schedules.Made(schedule, column));
        return this;
    }

    /** Examples a batch, 64 unless told; a smaller set is one batch. */
    public Training batchSize(int batchSize) {
        this.batchSize = batchSize;
        return this;
    }

    /** Batches a step, 1 unless told: n batches give the gradients of one n times as large, in the memory of one. */
    public Training accumulate(int batches) {
        this.accumulate = batches;
        return this;
    }

    /** Has a thread make up to so many batches ahead; worth it where batches are read from files or augmented. */
    public Training prefetch(int batches) {
        this.prefetch = batches;
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

    /** Measures this too, of training and of the test set. Unless told, accuracy is measured where there are classes. */
    public Training metric(Metric metric) {
        metrics.add(metric);
        return this;
    }

    /**
     * Does something with the parameters' gradients before each update: looks at them, or changes them in place. Clipping
     * is the optimiser's own, {@code Optim.sgd(…).clipNorm(1)}, which is faster.
     */
    public Training gradients(Consumer<List<NDArray>> onGradients) {
        this.onGradients.add(onGradients);
        return this;
    }

    /**
     * Trains on these devices; unless told, where the network is, or else the data. Of several each takes its part of every
     * batch and the gradients are added up, which gives the same numbers, running statistics aside; the network is run as a
     * program on the first alone. Throws IllegalArgumentException if a device is not there.
     */
    public Training devices(Device... devices) {
        Replicas.requireVisible(devices);
        this.devices = List.of(devices);
        return this;
    }

    /** In which numbers the network computes; float32 unless told. BF16 throws IllegalStateException where it cannot. */
    public Training precision(Precision precision) {
        this.precision = precision;
        return this;
    }

    /**
     * Writes a checkpoint after every epoch, and when training is stopped, into one file: network, optimiser, schedules,
     * history. Its arrays are in the safetensors format, which PyTorch's side reads too.
     */
    public Training checkpoint(Path file) {
        return checkpoint(file, Integer.MAX_VALUE);
    }

    /** As {@link #checkpoint(Path)}, and every so many steps. */
    public Training checkpoint(Path file, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("A checkpoint is written every step or less often, not every " + steps);
        }
        this.checkpoints = Optional.of(file);
        this.checkpointSteps = steps;
        return this;
    }

    /**
     * Has the next {@link #fit} go on from a checkpoint, in the middle of an epoch if it was written there, to the same
     * numbers that training would have come to without a stop: on a CPU to the last digit. The number of epochs is that of
     * both together. {@code fit} throws UncheckedIOException if the file cannot be read, IllegalArgumentException if it is
     * of another network, optimiser, data set, batch size or seed.
     */
    public Training resume(Path file) {
        this.resume = Optional.of(file);
        return this;
    }

    /** Runs the block layer by layer, for blocks that do something else at every call. */
    public Training eager() {
        this.eager = true;
        return this;
    }

    /**
     * Trains for some epochs. A block that has no parameters yet is initialised on {@code train}'s device and manager.
     * Throws DivergedException when the loss is no longer a number, IllegalArgumentException if the shapes or labels do
     * not fit the network: its parameters are then as they were before.
     */
    public History fit(TensorDataset train, TensorDataset test, int epochs) {
        Optional<Checkpoint> before = resume.map(Checkpoint::read);
        before.ifPresent(c ->
                seed = seed.isPresent() ? seed : OptionalLong.of(c.progress().seed()));
        var plan = plan(train, test, epochs);
        Network network = network(train);
        Diagnosis.requireLabels(net, train);
        Diagnosis.requireLabels(net, test);
        try (Optim optim = optimizer.apply(network.parameters());
                var loop = new Loop(this, plan, network, optim, Measures.chosen(metrics, train), before)) {
            History history = loop.run();
            history.stopped().ifPresent(why -> System.out.println(why + "."));
            return history;
        }
    }

    /** {@link #lrFind(TensorDataset, double, double)} from 1e-7 to 10. */
    public LearningRateFinder lrFind(TensorDataset train) {
        return lrFind(train, 1e-7, 10);
    }

    /**
     * Trains for a hundred steps at most, at learning rates that grow from one number to another, and suggests one. The
     * network is set back to what it was, its running statistics too, and a {@link #fit} with a seed then gives the same
     * numbers as without: every fit has an optimiser of its own and draws from its seed.
     */
    public LearningRateFinder lrFind(TensorDataset train, double from, double to) {
        var plan = plan(train, train, 1);
        Network network = network(train);
        Diagnosis.requireLabels(net, train);
        try (Optim optim = optimizer.apply(network.parameters())) {
            return LearningRateFinder.sweep(this, network, optim, plan, from, to);
        }
    }

    private Plan plan(TensorDataset train, TensorDataset test, int epochs) {
        long chosen = seed.orElseGet(System::nanoTime);
        var plan = new Plan(train, test, epochs, batchSize, accumulate, prefetch, chosen);
        seed.ifPresent(s -> Engine.getInstance().setRandomSeed((int) s));
        return plan;
    }

    private Network network(TensorDataset train) {
        if (!net.isInitialized()) {
            NDManager manager = train.manager();
            boolean isElsewhere = !devices.isEmpty() && !devices.get(0).equals(manager.getDevice());
            net.initialize(
                    isElsewhere ? manager.newSubManager(devices.get(0)) : manager,
                    DataType.FLOAT32,
                    train.inputShape());
        }
        return eager ? Network.eager(net, train.manager()) : Network.compiled(net, train.manager(), precision);
    }
}
