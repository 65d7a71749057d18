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
import java.util.OptionalInt;
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
    boolean quiet;
    private boolean eager;
    private boolean bfloat16;
    private boolean dropLast;
    OptionalInt readEvery = OptionalInt.empty();
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
     * ReduceOnPlateau} looks at the test loss, or at the training's where there is no test set.
     */
    public Training schedule(Function<Optim, Scheduler> schedule) {
        schedules.add(new Schedules.Made(schedule, Optional.empty()));
        return this;
    }

    /** As {@link #schedule(Function)}, for a scheduler that looks at another column of the history. */
    public Training schedule(Function<Optim, Scheduler> schedule, String column) {
        schedules.add(new Schedules.Made(schedule, Optional.of(column)));
        return this;
    }

    /** Examples a batch, 64 unless told; a smaller set is one batch. */
    public Training batchSize(int batchSize) {
        this.batchSize = batchSize;
        return this;
    }

    /** Leaves out an epoch's last batch where it would be smaller; its examples, others in each epoch, are not seen then. */
    public Training dropLast() {
        this.dropLast = true;
        return this;
    }

    /**
     * Batches a step, 1 unless told: n batches give the gradients of one n times as large, in the memory of one, if the loss
     * is the mean over a batch's examples. It is not with class weights or labels that are left out (−100), which weigh each
     * batch anew, nor where examples of a batch see each other, as in batch normalisation.
     */
    public Training accumulate(int batches) {
        this.accumulate = batches;
        return this;
    }

    /** Has a thread make up to so many batches ahead; worth it where batches are read from files or augmented. */
    public Training prefetch(int batches) {
        this.prefetch = batches;
        return this;
    }

    /**
     * Seeds the order of the batches and the engine (dropout, late initialisers), whose generator is seeded anew before every
     * step. Epoch e, from 0, has the order of seed + e: trainings whose seeds are next to each other share all orders but one
     * (dropout differs); to compare independent ones, take seeds further apart than epochs. Unless told, the seed is drawn
     * from the engine's generator, so {@code Engine.getInstance().setRandomSeed(1)} before fixes it too. Either way {@code
     * fit} leaves that generator where the seed and the number of steps have it.
     */
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
     * Does something with gradients before each update: looks at them, or changes them in place. It is given the
     * parameters; {@code p.getGradient()} is the gradient of each, to be closed: {@code gradients(parameters ->
     * parameters.forEach(p -> { try (var g = p.getGradient()) { g.muli(2); } }))}. Clipping is the optimiser's own,
     * {@code Optim.sgd(…).clipNorm(1)}, which is faster.
     */
    public Training gradients(Consumer<List<NDArray>> withParameters) {
        this.onGradients.add(withParameters);
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

    /**
     * In which numbers the network computes its products (linear layers, convolutions): FLOAT32 unless told, or BFLOAT16 as
     * {@code torch.autocast} has it, with everything else, parameters and gradients in float32. Throws
     * IllegalArgumentException for others; {@code fit} IllegalStateException where the network cannot be run as a program.
     */
    public Training precision(DataType type) {
        if (type != DataType.FLOAT32 && type != DataType.BFLOAT16) {
            throw new IllegalArgumentException("Networks are trained in FLOAT32 or BFLOAT16, not in " + type + ".");
        }
        this.bfloat16 = type == DataType.BFLOAT16;
        return this;
    }

    /**
     * Reads losses and metrics every so many steps, for the history, charts and the progress bar, or somewhat more seldom,
     * so that an epoch is divided evenly. Unless told, every ten on a CPU, and on a GPU at each epoch's end alone, because
     * the GPU stands still while they are read.
     */
    public Training readEvery(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Losses are read every step or less often, not every " + steps + ".");
        }
        this.readEvery = OptionalInt.of(steps);
        return this;
    }

    /**
     * Writes a checkpoint after every epoch, and when training is stopped, into one file, whose folder is made: network,
     * optimiser, schedules, history. Its arrays are in the safetensors format, which PyTorch's side reads too. {@code fit}
     * throws UncheckedIOException at its start if the file cannot be written; if a disk is full later, that is told, and
     * training goes on.
     */
    public Training checkpoint(Path file) {
        return checkpoint(file, Integer.MAX_VALUE);
    }

    /** As {@link #checkpoint(Path)}, and every so many steps, for each of which a GPU is waited for. */
    public Training checkpoint(Path file, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("A checkpoint is written every step or less often, not every " + steps);
        }
        this.checkpoints = Optional.of(file);
        this.checkpointSteps = steps;
        return this;
    }

    /**
     * Has the next {@code fit}, and only that, go on from a checkpoint, in the middle of an epoch if it was written there, to the same
     * numbers that training would have come to without a stop: on a CPU to the last digit. The number of epochs is that of
     * both together. {@code fit} throws UncheckedIOException if the file cannot be read, IllegalArgumentException if it is
     * of another network, optimiser, data set, batch size or seed: the network is then as it was before.
     */
    public Training resume(Path file) {
        this.resume = Optional.of(file);
        return this;
    }

    /** Shows no progress bar, for many short trainings in a loop, which {@code ProgressBar.over} shows as one. */
    public Training quiet() {
        this.quiet = true;
        return this;
    }

    /**
     * Runs the block layer by layer, for blocks that do something else at every call. Without, what a block's forward reads
     * of its own Java fields is looked at when an epoch begins: of {@code x.mul(scale)} with a {@code double scale}, a
     * callback may set scale in beforeEpoch; if it does so between steps, this is needed.
     */
    public Training eager() {
        this.eager = true;
        return this;
    }

    /**
     * Trains for some epochs. A block that has no parameters yet is initialised on {@code train}'s device and manager.
     * Throws DivergedException when the loss or a weight is no longer a number: the network is then as it was when the last
     * epoch before ended well. Throws IllegalArgumentException if the shapes or labels do not fit the network, which is then
     * as before the step that met them.
     */
    public History fit(TensorDataset train, TensorDataset test, int epochs) {
        return fit(train, Optional.of(test), epochs);
    }

    /** As {@link #fit(TensorDataset, TensorDataset, int)}, evaluating nothing: the history has the training's columns. */
    public History fit(TensorDataset train, int epochs) {
        return fit(train, Optional.empty(), epochs);
    }

    private History fit(TensorDataset train, Optional<TensorDataset> test, int epochs) {
        Optional<Checkpoint> before = resume.map(Checkpoint::read);
        var plan = plan(train, test, epochs, before.map(c -> c.progress().seed()));
        try (Network network = network(train)) {
            Precheck.requireLabels(net, train);
            test.ifPresent(data -> Diagnosis.requireFit(net, train, data));
            test.ifPresent(data -> Precheck.requireLabels(net, data));
            return fit(plan, network, before);
        }
    }

    private History fit(Plan plan, Network network, Optional<Checkpoint> before) {
        try (Optim optim = optimizer.apply(network.parameters());
                var loop = new Loop(this, plan, network, optim, Measures.chosen(metrics, plan.train(), net), before)) {
            History history = loop.run();
            history.stopped().ifPresent(why -> System.out.println(why + "."));
            return history;
        }
    }

    /** The checkpoint is taken up: another fit begins from what the network has then. */
    void resumed() {
        resume = Optional.empty();
    }

    /** {@link #lrFind(TensorDataset, double, double)} from 1e-7 to 10. */
    public LearningRateFinder lrFind(TensorDataset train) {
        return lrFind(train, 1e-7, 10);
    }

    /**
     * Trains for a hundred steps at most, at learning rates that grow from one number to another, and suggests one. The
     * network is set back to what it was, its running statistics too, and a {@link #fit} with a seed then gives the same
     * numbers as without: every fit has an optimiser of its own and draws from its seed. Throws IllegalArgumentException
     * unless 0 &lt; from &lt; to.
     */
    public LearningRateFinder lrFind(TensorDataset train, double from, double to) {
        if (!(from > 0 && from < to && to < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The learning rate grows from a number above 0 to a larger one, not from " + from + " to " + to
                            + ": lrFind(train, 1e-7, 10).");
        }
        var plan = plan(train, Optional.empty(), 1, Optional.empty());
        try (Network network = network(train);
                Optim optim = optimizer.apply(network.parameters())) {
            Precheck.requireLabels(net, train);
            return LearningRateFinder.sweep(this, network, optim, plan, from, to);
        }
    }

    private Plan plan(TensorDataset train, Optional<TensorDataset> test, int epochs, Optional<Long> resumed) {
        Optional<Long> given = seed.isPresent() ? Optional.of(seed.getAsLong()) : resumed;
        long chosen = given.orElseGet(() -> Plan.drawnSeed(train.manager()));
        var plan = new Plan(train, test, epochs, batchSize, accumulate, prefetch, dropLast, chosen);
        given.ifPresent(s -> Engine.getInstance().setRandomSeed(s.intValue()));
        return plan;
    }

    private Network network(TensorDataset train) {
        if (bfloat16 && (eager || devices.size() > 1)) {
            throw new IllegalStateException(
                    "Only a network that is run as a program, on one device, can use bfloat16. Leave" + " out "
                            + (eager ? "eager()" : "devices(…)") + ", or train in float32.");
        }
        if (!net.isInitialized()) {
            NDManager manager = train.manager();
            boolean isElsewhere = !devices.isEmpty() && !devices.get(0).equals(manager.getDevice());
            net.initialize(
                    isElsewhere ? manager.newSubManager(devices.get(0)) : manager,
                    DataType.FLOAT32,
                    train.inputShape());
        }
        return eager ? Network.eager(net, train.manager()) : Network.compiled(net, train.manager(), bfloat16);
    }
}
