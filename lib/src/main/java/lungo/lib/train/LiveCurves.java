package lungo.lib.train;

import java.util.List;
import java.util.Map;
import lungo.lib.plot.LiveChart;

/** Draws loss and metrics, of training and of the test set, over the epochs while a network trains: a panel each. */
public final class LiveCurves implements Callback {

    private final LiveChart chart;
    private final List<String> panels;

    /** Curves of loss and accuracy under a title. */
    public LiveCurves(String title) {
        this(title, "loss", "accuracy");
    }

    /** Curves of up to four of the history's numbers, by their names: "loss", "MSE". */
    public LiveCurves(String title, String... names) {
        this.panels = List.of(names);
        this.chart = LiveChart.titled(title).x("epoch").panels(names);
    }

    /** The chart, for its figure. */
    public LiveChart chart() {
        return chart;
    }

    @Override
    public void steps(History.Steps steps) {
        add("train ", steps.epoch(), steps.train());
    }

    @Override
    public void epoch(History.Epoch epoch) {
        add("test ", epoch.number(), epoch.test());
    }

    private void add(String of, double epoch, Map<String, Double> values) {
        for (String name : panels) {
            Double value = values.get(name);
            if (value != null) {
                chart.add(of + name, epoch, value);
            }
        }
    }

    @Override
    public void end(History history) {
        chart.close();
    }
}
