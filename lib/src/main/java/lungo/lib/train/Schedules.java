package lungo.lib.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lungo.lib.optim.Optim;
import lungo.lib.optim.Scheduler;

/** The schedulers of one run, each with the column of the history that it looks at. */
final class Schedules {

    /** How a scheduler is made, and its column; of none, the test loss, or the training's where nothing is tested. */
    record Made(Function<Optim, Scheduler> by, Optional<String> column) {}

    private final List<Scheduler> schedulers = new ArrayList<>();
    private final List<Optional<String>> columns = new ArrayList<>();

    Schedules(List<Made> made, Optim optimizer) {
        for (Made one : made) {
            schedulers.add(one.by.apply(optimizer));
            columns.add(one.column);
        }
    }

    /** Throws IllegalArgumentException if one looks at a column that there will not be. */
    void requireColumns(List<String> there) {
        columns.forEach(column -> column.ifPresent(name -> History.requireColumn(name, there)));
    }

    void afterStep() {
        for (Scheduler scheduler : schedulers) {
            scheduler.afterStep();
        }
    }

    void afterEpoch(History.Epoch epoch) {
        String loss = epoch.test().isEmpty() ? "train loss" : "test loss";
        for (int i = 0; i < schedulers.size(); i++) {
            schedulers.get(i).afterEpoch(epoch.value(columns.get(i).orElse(loss)));
        }
    }

    /** For a checkpoint. */
    List<Map<String, Double>> state() {
        return schedulers.stream().map(Scheduler::state).toList();
    }

    /** Goes on from a checkpoint. Throws IllegalArgumentException if there were more or fewer, or of other kinds. */
    void load(List<Map<String, Double>> states) {
        if (states.size() != schedulers.size()) {
            throw new IllegalArgumentException("The checkpoint has " + states.size() + " schedules, but "
                    + schedulers.size() + " are set now. Set those that it was written with.");
        }
        for (int i = 0; i < states.size(); i++) {
            schedulers.get(i).load(states.get(i));
        }
    }
}
