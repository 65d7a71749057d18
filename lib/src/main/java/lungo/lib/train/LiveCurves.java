package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lungo.lib.plot.LiveChart;

/**
 * Draws loss and metrics, of training and of the test set, over the epochs while a network trains: a panel each. In a
 * further training the curves go on where they ended.
 */
public final class LiveCurves implements Callback {

    private final LiveChart chart;
    private final String title;
    private final List<String> panels;
    private double drawn;
    private double offset;

    /** Curves of loss and accuracy under a title. */
    public LiveCurves(String title) {
        this(title, "loss", "accuracy");
    }

    /** Curves of up to four of the history's numbers, by their names: "loss", "MSE". */
    public LiveCurves(String title, String... names) {
        this.title = title;
        this.panels = List.of(names);
        this.chart = LiveChart.titled(title).x("epoch").panels(names);
    }

    /** Throws IllegalArgumentException for a name that is not measured. */
    @Override
    public void columns(List<String> columns) {
        panels.forEach(name -> History.requireColumn("train " + name, columns));
    }

    @Override
    public void start(int epochs, int stepsPerEpoch) {
        offset = drawn;
    }

    @Override
    public void resume(Run run, Map<String, NDArray> state) {
        offset = Math.max(0, drawn - run.step() / (double) run.stepsPerEpoch());
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
                chart.add(of + name, offset + epoch, value);
            }
        }
        drawn = Math.max(drawn, offset + epoch);
    }

    @Override
    public void end(History history) {
        chart.close();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "Curves \"%s\" of %s, drawn to epoch %.4g", title, String.join(", ", panels), drawn);
    }
}
