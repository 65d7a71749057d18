package lungo.lib.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lungo.lib.data.Batch;
import lungo.lib.data.Batches;
import lungo.lib.display.Output;
import lungo.lib.metrics.Metric;
import lungo.lib.optim.Optim;
import lungo.lib.progress.ProgressBar;

/** One run of {@link Training#fit}: epochs of steps, read and told of now and then, each evaluated at its end. */
final class Loop implements AutoCloseable {

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
    private final Snapshot lastGood;
    private final Pace pace;
    private final Optional<Path> checkpoints;
    private final int checkpointSteps;
    private final Optional<Checkpoint> resume;
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
        this.plan = plan;
        this.network = network;
        this.criterion = training.criterion;
        this.metrics = metrics;
        this.callbacks = List.copyOf(training.callbacks);
        this.losses = new Losses(network.manager());
        this.measures = new Measures(metrics);
        this.run = new Run(network.block(), optimizer, plan, losses);
        this.learner = new Learner(network, training, optimizer, losses, measures);
        this.schedules = new Schedules(training.schedules, optimizer);
        this.lastGood = new Snapshot(Network.arraysOf(network.block()));
        this.checkpoints = training.checkpoints;
        this.checkpointSteps = training.checkpointSteps;
        this.resume = resume;
        this.pace = new Pace(network.manager().getDevice());
    }

    History run() {
        callbacks.forEach(c -> c.start(plan.epochs(), plan.stepsPerEpoch()));
        try {
            resume.ifPresent(this::resume);
            epochs();
        } finally {
            callbacks.forEach(c -> c.end(run.history()));
        }
        return run.history();
    }

    private void epochs() {
        try (var bar = ProgressBar.of("Training", (long) plan.epochs() * plan.stepsPerEpoch())) {
            while (run.step() < plan.epochs() * plan.stepsPerEpoch() && mayGoOn()) {
                epoch(run.step() / plan.stepsPerEpoch() + 1, bar);
            }
        }
    }

    private void resume(Checkpoint checkpoint) {
        Checkpoint.Progress progress = checkpoint.progress();
        checkpoint.requireSame(plan);
        run.resume(progress.history(), progress.step() / plan.stepsPerEpoch(), progress.step());
        lossSum = progress.lossSum();
        examples = progress.examples();
        measures.load(progress.metrics(), network.manager());
        schedules.load(progress.schedules());
        checkpoint.restore(run, callbacks, network.manager());
    }

    /** Writes a checkpoint, where one was asked for; every step was read by then. */
    private void save() {
        checkpoints.ifPresent(file -> {
            History soFar = new History(
                    run.history().epochs(), run.history().steps(), plan.test().source(), Optional.empty());
            var progress = new Checkpoint.Progress(
                    plan.seed(),
                    plan.batchSize(),
                    plan.accumulate(),
                    plan.train().size(),
                    run.step(),
                    soFar,
                    lossSum,
                    examples,
                    measures.seen(),
                    schedules.state());
            Checkpoint.save(file, progress, run, callbacks);
        });
    }

    /** Whole steps, and what stands around them, are finished when the cell is interrupted; it is looked at between them. */
    private void epoch(int number, ProgressBar bar) {
        long started = System.nanoTime();
        int perEpoch = plan.stepsPerEpoch();
        int taken = run.step() % perEpoch;
        Output.finish(() -> begin(number));
        try (Batches batches = plan.batches(number)) {
            Iterator<Batch> left = plan.skip(batches.iterator(), taken);
            while (run.step() < number * perEpoch && mayGoOn()) {
                Output.finish(() -> turn(left, bar));
            }
        }
        Output.finish(() -> end(number, started, bar));
    }

    private void begin(int number) {
        run.beginEpoch(number);
        lastGood.take();
        learner.broadcast();
        callbacks.forEach(c -> c.beforeEpoch(run));
    }

    private void turn(Iterator<Batch> batches, ProgressBar bar) {
        int last = plan.stepsPerEpoch() - 1;
        int i = run.step() % plan.stepsPerEpoch();
        step(batches, i);
        boolean isSaved = run.step() % checkpointSteps == 0 && i < last;
        if (pace.isDue(run.step()) || losses.isFull() || i == last || isSaved) {
            read(bar);
        }
        if (isSaved) {
            save();
        }
        bar.advanceTo(run.step());
    }

    private void end(int number, long started, ProgressBar bar) {
        if (run.step() > run.lastRead()) {
            read(bar);
        }
        if (run.step() == number * plan.stepsPerEpoch()) {
            finish(started);
        }
        save();
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
        Losses.Reading reading = losses.read();
        if (reading.firstBad() >= 0) {
            lastGood.restore();
            throw diverged(reading.losses()[reading.firstBad()], run.lastRead() + reading.firstBad() + 1);
        }
        lossSum = reading.addedTo(lossSum);
        examples += reading.size();
        double loss = reading.addedTo(0) / reading.size();
        double epochs = run.step() / (double) plan.stepsPerEpoch();
        var group = new History.Steps(run.step(), epochs, History.measured(loss, measures.latest()));
        run.add(group);
        bar.note("epoch " + run.epoch() + " of " + plan.epochs() + ", loss " + Math.round(loss * 1e4) / 1e4);
        callbacks.forEach(c -> c.steps(group));
    }

    private DivergedException diverged(float loss, int step) {
        int[] rows = plan.rowsOf(run.epoch(), (step - 1) % plan.stepsPerEpoch());
        String shown = Arrays.stream(rows).limit(8).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return new DivergedException("The loss became " + loss + " in step " + step + ", epoch " + run.epoch()
                + ", on rows " + shown + (rows.length > 8 ? ", …" : "")
                + " of the training set. The network is set back"
                + " to where that epoch began. Lower the learning rate or clip the gradients; if it happens at once,"
                + " look for NaN in those rows, or for a logarithm, root or division of zero in the loss.");
    }

    private void finish(long started) {
        Map<String, Double> train = History.measured(lossSum / examples, measures.whole());
        var test =
                Evaluation.of(x -> network.forward(x, false), plan.test(), criterion, metrics, plan.evaluationBatch());
        double seconds = (System.nanoTime() - started) / 1e9;
        var epoch = new History.Epoch(run.epoch(), train, History.measured(test.loss(), test.metrics()), rate, seconds);
        run.add(epoch);
        measures.reset();
        lossSum = 0;
        examples = 0;
        schedules.afterEpoch(epoch);
        callbacks.forEach(c -> c.epoch(epoch));
        callbacks.forEach(c -> c.afterEpoch(run));
    }

    @Override
    public void close() {
        learner.close();
        losses.close();
        measures.close();
        lastGood.close();
    }
}
