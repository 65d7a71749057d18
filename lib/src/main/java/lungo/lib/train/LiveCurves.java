package lungo.lib.train;

import lungo.lib.plot.LiveChart;

/** Draws loss and accuracy, of training and of the test set, over the epochs while a network trains. */
public final class LiveCurves implements Callback {

    private final LiveChart chart;

    /** Curves under a title. */
    public LiveCurves(String title) {
        this.chart = LiveChart.titled(title).x("epoch").panels("loss", "accuracy");
    }

    /** The chart, for its figure. */
    public LiveChart chart() {
        return chart;
    }

    @Override
    public void steps(History.Steps steps) {
        chart.add("train loss", steps.epoch(), steps.loss());
        chart.add("train accuracy", steps.epoch(), steps.accuracy());
    }

    @Override
    public void epoch(History.Epoch epoch) {
        chart.add("test loss", epoch.number(), epoch.testLoss());
        chart.add("test accuracy", epoch.number(), epoch.testAccuracy());
    }

    @Override
    public void end(History history) {
        chart.close();
    }
}
