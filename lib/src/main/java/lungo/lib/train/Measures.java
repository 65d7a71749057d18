package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lungo.lib.data.Batch;
import lungo.lib.data.TensorDataset;
import lungo.lib.metrics.Accuracy;
import lungo.lib.metrics.Metric;

/** Several metrics of the same outputs: over all that they saw, and over what they saw since the last look. */
final class Measures implements AutoCloseable {

    private final List<Metric> metrics;
    private final List<Metric.State> seen = new ArrayList<>();

    Measures(List<Metric> metrics) {
        this.metrics = List.copyOf(metrics);
        reset();
    }

    /**
     * The metrics that were asked for; else accuracy, if the targets are classes: of a network of one output, zeros and
     * ones.
     */
    static List<Metric> chosen(List<Metric> asked, TensorDataset data, Block net) {
        if (!asked.isEmpty()) {
            return asked;
        }
        try (Batch first = data.rows(0)) {
            if (first.y().getDataType() != DataType.INT64) {
                return List.of();
            }
            boolean mayBeNumbers = first.y().getShape().dimension() == 1
                    && Precheck.output(net, data).filter(Accuracy::isOneLogit).isPresent();
            return mayBeNumbers && Arrays.stream(data.labels()).anyMatch(y -> y < 0 || y > 1)
                    ? List.of()
                    : List.of(new Accuracy());
        }
    }

    /** The names of the columns that a history of these metrics has. */
    List<String> columns(boolean tested) {
        var nothing = new LinkedHashMap<String, Double>();
        metrics.forEach(metric -> nothing.put(metric.name(), Double.NaN));
        Map<String, Double> values = History.measured(Double.NaN, nothing);
        var epoch = new History.Epoch(1, values, tested ? values : Map.of(), Double.NaN, Double.NaN);
        return List.copyOf(epoch.columns().keySet());
    }

    void update(NDArray output, NDArray target) {
        for (Metric metric : metrics) {
            metric.update(output, target);
        }
    }

    /** Each metric since the last call of this. Waits for the device. */
    Map<String, Double> latest() {
        var values = new LinkedHashMap<String, Double>();
        for (int i = 0; i < metrics.size(); i++) {
            Metric.State now = metrics.get(i).state();
            values.put(metrics.get(i).name(), metrics.get(i).compute(now.minus(seen.get(i))));
            seen.set(i, now);
        }
        return values;
    }

    /** Each metric since the last reset. Waits for the device. */
    Map<String, Double> whole() {
        var values = new LinkedHashMap<String, Double>();
        metrics.forEach(metric -> values.put(metric.name(), metric.compute()));
        return values;
    }

    /** What the last call of {@link #latest} saw, for a checkpoint. */
    Map<String, Metric.State> seen() {
        var states = new LinkedHashMap<String, Metric.State>();
        for (int i = 0; i < metrics.size(); i++) {
            states.put(metrics.get(i).name(), seen.get(i));
        }
        return states;
    }

    /** What was seen since the last reset, for a checkpoint. Waits for the device. */
    Map<String, Metric.State> all() {
        var states = new LinkedHashMap<String, Metric.State>();
        metrics.forEach(metric -> states.put(metric.name(), metric.state()));
        return states;
    }

    /** Goes on from what {@link #all} and {@link #seen} gave. */
    void load(Map<String, Metric.State> all, Map<String, Metric.State> looked, NDManager near) {
        for (int i = 0; i < metrics.size(); i++) {
            String name = metrics.get(i).name();
            if (all.containsKey(name) && looked.containsKey(name)) {
                metrics.get(i).load(all.get(name), near);
                seen.set(i, looked.get(name));
            }
        }
    }

    void reset() {
        seen.clear();
        for (Metric metric : metrics) {
            metric.reset();
            seen.add(metric.state());
        }
    }

    @Override
    public void close() {
        metrics.forEach(Metric::close);
    }
}
