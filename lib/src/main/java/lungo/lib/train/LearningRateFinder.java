package lungo.lib.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import lungo.lib.data.Batch;
import lungo.lib.data.Batches;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import lungo.lib.optim.Optim;
import lungo.lib.optim.ParameterGroup;
import lungo.lib.plot.FigureRendering;
import lungo.lib.plot.PlotlyJson;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

/**
 * The losses of a short training at rates that grow from step to step, and the rate that they suggest. Made by {@link
 * Training#lrFind}; in a cell it is its figure. Smith 2017, "Cyclical Learning Rates for Training Neural Networks", §3.3.
 *
 * @param rates the learning rate of each step, growing by the same factor
 * @param losses the step's loss, as a mean that forgets (0.98 of it is kept a step)
 */
public record LearningRateFinder(List<Double> rates, List<Double> losses) implements Showable {

    static final int STEPS = 100;
    private static final double KEPT = 0.98;
    private static final double DIVERGED = 4;

    public LearningRateFinder {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
    }

    /** Steps at rates from {@code from} to {@code to}, until the loss is four times its least or no number. */
    static LearningRateFinder sweep(
            Training training, Network network, Optim optimizer, Plan plan, double from, double to) {
        try (var before = new Snapshot(Network.arraysOf(network.block()));
                var losses = new Losses(network.manager(), 1);
                var learner = new Learner(network, training, optimizer, losses, new Measures(List.of()))) {
            try {
                return sweep(learner, optimizer, losses, plan, from, to);
            } finally {
                before.restore();
            }
        }
    }

    private static LearningRateFinder sweep(
            Learner learner, Optim optimizer, Losses read, Plan plan, double from, double to) {
        double[] base = optimizer.groups().stream()
                .mapToDouble(ParameterGroup::learningRate)
                .toArray();
        var sweep = new Sweep(from, to);
        for (int epoch = 1; sweep.goesOn(); epoch++) {
            try (Batches batches = plan.batches(epoch, 0)) {
                Iterator<Batch> left = batches.iterator();
                for (int i = 0; i < plan.stepsPerEpoch() && sweep.goesOn(); i++) {
                    setRate(optimizer, sweep.rate(), base);
                    plan.seedEngine(sweep.losses.size());
                    learner.step(left, plan, epoch, i);
                    sweep.add(read.read().losses()[0]);
                }
            }
        }
        return new LearningRateFinder(sweep.rates, sweep.losses);
    }

    /** The steps so far. */
    private static final class Sweep {
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private final double from;
        private final double to;
        private double mean;
        private double least = Double.POSITIVE_INFINITY;
        private boolean flewOff;

        Sweep(double from, double to) {
            this.from = from;
            this.to = to;
        }

        boolean goesOn() {
            return !flewOff && losses.size() < STEPS;
        }

        double rate() {
            return from * Math.pow(to / from, losses.size() / (STEPS - 1.0));
        }

        void add(double loss) {
            mean = KEPT * mean + (1 - KEPT) * loss;
            double smooth = mean / (1 - Math.pow(KEPT, losses.size() + 1));
            flewOff = !(smooth <= DIVERGED * least);
            if (!flewOff) {
                least = Math.min(least, smooth);
                rates.add(rate());
                losses.add(smooth);
            }
        }
    }

    private static void setRate(Optim optimizer, double rate, double... base) {
        for (int g = 0; g < base.length; g++) {
            optimizer.groups().get(g).learningRate(base[0] == 0 ? rate : rate * base[g] / base[0]);
        }
    }

    /**
     * A rate in the middle of the longest fall of the loss, as fastai's "valley" has it: large, and well before the loss
     * rises. Throws IllegalStateException if the loss was no number from the start.
     */
    public double suggestion() {
        // The first tenth says little, and the last steps go up the other side.
        int first = losses.size() / 10;
        int end = Math.max(first + 1, losses.size() - 5);
        if (losses.isEmpty()) {
            throw new IllegalStateException("The loss was no number at the smallest rate already: look for NaN in the"
                    + " data, or for a logarithm, root or division of zero in the loss.");
        }
        List<Double> part = losses.subList(first, Math.min(end, losses.size()));
        int[] fall = longestFall(part);
        int third = (fall[1] - fall[0]) / 3;
        return rates.get(first + fall[0] + third + third / 2);
    }

    /** Begin, in length of the longest falling subsequence, and end of it. */
    private static int[] longestFall(List<Double> values) {
        var length = new int[values.size()];
        int best = 0;
        for (int i = 0; i < length.length; i++) {
            length[i] = 1;
            for (int j = 0; j < i; j++) {
                if (values.get(i) < values.get(j)) {
                    length[i] = Math.max(length[i], length[j] + 1);
                }
            }
            best = length[i] > length[best] ? i : best;
        }
        return new int[] {Math.max(0, best - length[best]), best};
    }

    /** The losses over the rates, which stand on a logarithmic axis, and the suggestion. */
    public Figure figure() {
        Output.connect();
        var curve = ScatterTrace.builder(array(rates), array(losses))
                .mode(ScatterTrace.Mode.LINE)
                .name("loss")
                .build();
        double rate = suggestion();
        var mark = ScatterTrace.builder(new double[] {rate}, new double[] {losses.get(rates.indexOf(rate))})
                .mode(ScatterTrace.Mode.MARKERS)
                .name(String.format(Locale.ROOT, "suggestion %.2g", rate))
                .build();
        var layout = Layout.builder("Learning rate finder")
                .xAxis(Axis.builder().title("learning rate").type(Axis.Type.LOG).build())
                .yAxis(Axis.builder().title("loss, smoothed").build())
                .width(640)
                .height(360)
                .build();
        return new Figure(layout, curve, mark);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public Bundle bundle() {
        return FigureRendering.bundle(PlotlyJson.of(figure()));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Learning rate %.2g suggested, from %d steps at %.2g to %.2g",
                suggestion(),
                rates.size(),
                rates.get(0),
                rates.get(rates.size() - 1));
    }
}
