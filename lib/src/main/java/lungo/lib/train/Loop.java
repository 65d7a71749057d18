package lungo.lib.train;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lungo.lib.data.Batch;
import lungo.lib.data.Batches;
import lungo.lib.data.TensorDataset;
import lungo.lib.display.Output;
import lungo.lib.metrics.Metric;
import lungo.lib.optim.Optim;
import lungo.lib.progress.ProgressBar;

/** One run of {@link Training#fit}: epochs of steps, read and told of now and then, each evaluated at its end. */
final class Loop implements AutoCloseable {

    private static final int CPU_READS = 10;

    private final Training training;
    private final Plan plan;
    private final Network network;
    private final Criterion criterion;
    private final List<Metric> metrics;
    private final List<Callback> callbacks;
    private final Losses losses;
    private final Measures measures;
    private final Run run;
    private final Learner learner;
    private final Schedules schedules;
    private final LastGood lastGood;
    private final Windows windows;
    private final Checkpoints checkpoints;
    private final Optional<Checkpoint> resume;
    private boolean isUnderWay;
    private boolean isHowTold;
    private double rate;
    private double lossSum;
    private int examples;

    Loop(
            Training training,
            Plan plan,
            Network network,
            Optim optimizer,
            List<Metric> metrics,
            Optional<Checkpoint> resume) {
        this.training = training;
        this.plan = plan;
        this.network = network;
        this.criterion = training.criterion;
        this.metrics = metrics;
        this.callbacks = List.copyOf(training.callbacks);
        // On a CPU a reading costs nothing; on a GPU it waits for all that was asked of it.
        boolean isGpu = network.manager().getDevice().isGpu();
        int readEvery = training.readEvery.orElse(isGpu ? plan.stepsPerEpoch() : CPU_READS);
        this.windows = new Windows(plan.stepsPerEpoch(), readEvery);
        // A checkpoint may come from where losses were read more seldom.
        int untold = resume.map(c -> c.progress().untold().losses().length).orElse(0);
        this.losses = new Losses(network.manager(), windows.longest() + untold);
        this.measures = new Measures(metrics);
        this.run = new Run(network.block(), optimizer, plan, losses);
        this.learner = new Learner(network, training, optimizer, losses, measures);
        this.schedules = new Schedules(training.schedules, optimizer);
        this.lastGood = new LastGood(network, plan, run);
        this.checkpoints = new Checkpoints(training.checkpoints, training.checkpointSteps);
        this.resume = resume;
    }

    History run() {
        checkpoints.prepare();
        List<String> columns = measures.columns(plan.test().isPresent());
        schedules.requireColumns(columns);
        callbacks.forEach(c -> c.columns(columns));
        callbacks.forEach(c -> c.start(plan.epochs(), plan.stepsPerEpoch()));
        try {
            resume.ifPresent(this::resume);
            isUnderWay = true;
            epochs();
        } finally {
            callbacks.forEach(c -> c.end(run.history()));
            if (!isUnderWay) {
                lastGood.restore();
            }
        }
        return run.history();
    }

    private void epochs() {
        try (var bar = bar()) {
            while (run.step() < plan.epochs() * plan.stepsPerEpoch() && mayGoOn()) {
                epoch(run.step() / plan.stepsPerEpoch() + 1, bar);
            }
        }
    }

    private ProgressBar bar() {
        return training.quiet
                ? ProgressBar.silent()
                : ProgressBar.of("Training", (long) plan.epochs() * plan.stepsPerEpoch());
    }

    private void resume(Checkpoint checkpoint) {
        Checkpoint.Progress progress = checkpoint.progress();
        checkpoint.requireSame(plan);
        run.resume(progress.history(), progress.step() / plan.stepsPerEpoch(), progress.step());
        lossSum = progress.lossSum();
        examples = progress.examples();
        losses.load(progress.untold());
        measures.load(progress.metrics(), progress.told(), network.manager());
        schedules.load(progress.schedules());
        checkpoint.restore(run, callbacks, network.manager());
        lastGood.take();
        training.resumed();
    }

    /** Writes a checkpoint, where one was asked for. */
    private void save() {
        Losses.Reading untold = lastGood.requireNumbers(losses.reading());
        History soFar = run.history();
        var progress = new Checkpoint.Progress(
                plan.seed(),
                plan.batchSize(),
                plan.accumulate(),
                plan.dropLast(),
                plan.train().size(),
                run.step(),
                new History(soFar.epochs(), soFar.steps(), soFar.source(), Optional.empty()),
                lossSum,
                examples,
                measures.all(),
                measures.seen(),
                untold,
                schedules.state());
        checkpoints.save(progress, run, callbacks);
    }

    /** Whole steps, and what stands around them, are finished when the cell is interrupted; it is looked at between them. */
    private void epoch(int number, ProgressBar bar) {
        long started = System.nanoTime();
        int perEpoch = plan.stepsPerEpoch();
        int taken = run.step() % perEpoch;
        Output.finish(() -> begin(number));
        try (Batches batches = plan.batches(number, taken)) {
            Iterator<Batch> left = batches.iterator();
            while (run.step() < number * perEpoch && mayGoOn()) {
                Output.finish(() -> turn(left, bar));
            }
        }
        Output.finish(() -> end(number, started, bar));
    }

    private void begin(int number) {
        run.beginEpoch(number);
        learner.broadcast();
        callbacks.forEach(c -> c.beforeEpoch(run));
        // Nobody but a callback changes a block's fields between epochs, and a look at them takes as long as some
        // steps.
        if (!callbacks.isEmpty()) {
            network.refresh();
        }
    }

    private void turn(Iterator<Batch> batches, ProgressBar bar) {
        int last = plan.stepsPerEpoch() - 1;
        int i = run.step() % plan.stepsPerEpoch();
        step(batches, i);
        tellHow();
        if (windows.endsWith(i)) {
            read(bar);
        }
        if (checkpoints.isDue(run.step()) && i < last) {
            lastGood.requireGoodWeights();
            save();
        }
        bar.advanceTo(run.step());
    }

    private void end(int number, long started, ProgressBar bar) {
        if (run.step() > run.lastRead()) {
            read(bar);
        }
        lastGood.requireGoodWeights();
        lastGood.take();
        if (run.step() == number * plan.stepsPerEpoch()) {
            finish(started);
        }
        save();
    }

    private void tellHow() {
        if (!isHowTold) {
            isHowTold = true;
            network.notAProgram().ifPresent(System.out::println);
        }
    }

    private void step(Iterator<Batch> batches, int i) {
        plan.seedEngine(run.step());
        for (Callback callback : callbacks) {
            callback.beforeStep(run);
        }
        learner.step(batches, plan, run.epoch(), i);
        run.stepped();
        if (i == plan.stepsPerEpoch() - 1) {
            rate = run.optimizer().groups().get(0).learningRate();
        }
        schedules.afterStep();
        for (Callback callback : callbacks) {
            callback.afterStep(run);
        }
    }

    private boolean mayGoOn() {
        if (Thread.interrupted()) {
            run.stop("Interrupted after step " + run.step() + " of " + plan.epochs() * plan.stepsPerEpoch()
                    + "; the network keeps what it has learned");
        }
        return !run.isStopped();
    }

    private void read(ProgressBar bar) {
        Losses.Reading reading = lastGood.requireNumbers(losses.read());
        lossSum = reading.addedTo(lossSum);
        examples += reading.size();
        double loss = reading.addedTo(0) / reading.size();
        double epochs = run.step() / (double) plan.stepsPerEpoch();
        var group = new History.Steps(run.step(), epochs, History.measured(loss, measures.latest()));
        run.add(group);
        bar.note("epoch " + run.epoch() + " of " + plan.epochs() + ", loss " + Math.round(loss * 1e4) / 1e4);
        callbacks.forEach(c -> c.steps(group));
    }

    private void finish(long started) {
        Map<String, Double> train = History.measured(lossSum / examples, measures.whole());
        Map<String, Double> test = plan.test().map(this::evaluated).orElse(Map.of());
        double seconds = (System.nanoTime() - started) / 1e9;
        var epoch = new History.Epoch(run.epoch(), train, test, rate, seconds);
        run.add(epoch);
        measures.reset();
        lossSum = 0;
        examples = 0;
        schedules.afterEpoch(epoch);
        callbacks.forEach(c -> c.epoch(epoch));
        callbacks.forEach(c -> c.afterEpoch(run));
    }

    private Map<String, Double> evaluated(TensorDataset data) {
        var test = Evaluation.of(network, data, criterion, metrics, plan.evaluationBatch());
        return History.measured(test.loss(), test.metrics());
    }

    @Override
    public void close() {
        learner.close();
        losses.close();
        measures.close();
        lastGood.close();
    }
}
