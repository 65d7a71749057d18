package lungo.lib.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A schedule on an optimiser: what time it is, and the rates that the groups began with. */
final class TimedScheduler implements Scheduler {

    private final Optim optimizer;
    private final Schedule schedule;
    private final boolean perStep;
    private final List<Double> bases = new ArrayList<>();
    private long time;

    TimedScheduler(Optim optimizer, Schedule schedule, boolean perStep) {
        this.optimizer = optimizer;
        this.schedule = schedule;
        this.perStep = perStep;
        optimizer.groups().forEach(group -> bases.add(group.learningRate()));
        apply();
    }

    @Override
    public void afterStep() {
        if (perStep) {
            time++;
            apply();
        }
    }

    @Override
    public void afterEpoch(double metric) {
        if (!perStep) {
            time++;
            apply();
        }
    }

    @Override
    public Map<String, Double> state() {
        var state = new LinkedHashMap<String, Double>();
        state.put("time", (double) time);
        for (int k = 0; k < bases.size(); k++) {
            state.put("base_lrs." + k, bases.get(k));
        }
        return state;
    }

    @Override
    public void load(Map<String, Double> state) {
        if (!state.keySet().equals(state().keySet())) {
            throw new IllegalArgumentException("The saved schedule has " + state.keySet() + ", this one "
                    + state().keySet() + ". Use the same schedule and the same groups as when it was saved.");
        }
        time = state.get("time").longValue();
        for (int k = 0; k < bases.size(); k++) {
            bases.set(k, state.get("base_lrs." + k));
        }
        apply();
    }

    private void apply() {
        List<ParameterGroup> groups = optimizer.groups();
        for (int k = 0; k < bases.size(); k++) {
            groups.get(k).learningRate(schedule.at(bases.get(k), time));
        }
        OptionalDouble momentum = schedule.momentumAt(time);
        if (momentum.isPresent()) {
            groups.forEach(group -> group.set(momentumOf(group), momentum.getAsDouble()));
        }
    }

    private static Option momentumOf(ParameterGroup group) {
        if (group.has(Option.BETA1)) {
            return Option.BETA1;
        } else if (group.has(Option.MOMENTUM)) {
            return Option.MOMENTUM;
        }
        throw new IllegalArgumentException(
                "This optimiser has no momentum to cycle: use oneCycle(…).withoutMomentum().");
    }
}
