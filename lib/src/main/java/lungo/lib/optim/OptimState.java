package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays that an optimiser keeps between steps: so many slots a parameter, in that order. A slot begins with size 0;
 * the program makes it in place, so only the program is asked for its shape. The slot "step" is one number from the start.
 */
final class OptimState implements AutoCloseable {

    private final NoGrad program;
    private final List<String> slots;
    private final NDManager manager;
    private final List<NDArray> parameters = new ArrayList<>();
    private final List<NDArray> arrays = new ArrayList<>();

    OptimState(NoGrad program, List<String> slots, NDManager parent) {
        this.program = program;
        this.slots = slots;
        this.manager = parent.newSubManager();
    }

    void add(List<? extends NDArray> added) {
        for (NDArray p : added) {
            parameters.add(p);
            for (String slot : slots) {
                arrays.add(manager.zeros(empty(slot), p.getDataType(), p.getDevice()));
            }
        }
    }

    long width() {
        return slots.size();
    }

    List<NDArray> arrays() {
        return arrays;
    }

    Map<String, NDArray> save(NDManager target, List<ParameterGroup> groups) {
        var saved = new LinkedHashMap<String, NDArray>();
        NDList copies = program.list(target, "copies", arrays);
        for (int i = 0; i < copies.size(); i++) {
            if (copies.get(i).size() == 0) {
                copies.get(i).close();
            } else {
                saved.put(name(i), copies.get(i));
            }
        }
        options(groups).forEach((name, value) -> saved.put(name, target.create(value)));
        return saved;
    }

    void load(Map<String, ? extends NDArray> saved, List<ParameterGroup> groups) {
        requireSame(saved, groups);
        try (var scratch = manager.newSubManager()) {
            for (int i = 0; i < arrays.size(); i++) {
                NDArray value = saved.get(name(i));
                NDArray start = scratch.zeros(
                        empty(slot(i)), parameter(i).getDataType(), parameter(i).getDevice());
                NDArray like = isStep(slot(i)) || value == null ? start : parameter(i);
                program.run("restore", arrays.get(i), value == null ? start : value, like);
            }
        }
        for (int k = 0; k < groups.size(); k++) {
            for (Option option : Option.values()) {
                if (groups.get(k).has(option)) {
                    groups.get(k).set(option, saved.get(name(k, option)).toDoubleArray()[0]);
                }
            }
        }
    }

    @Override
    public void close() {
        manager.close();
        arrays.clear();
    }

    private void requireSame(Map<String, ? extends NDArray> saved, List<ParameterGroup> groups) {
        var known = new LinkedHashMap<String, Shape>();
        for (int i = 0; i < arrays.size(); i++) {
            known.put(name(i), isStep(slot(i)) ? new Shape() : parameter(i).getShape());
        }
        for (String option : options(groups).keySet()) {
            known.put(option, new Shape());
            if (!saved.containsKey(option)) {
                throw new IllegalArgumentException("The saved state has no " + option
                        + ". It is of another kind of optimiser, or of fewer groups.");
            }
        }
        saved.forEach((name, value) -> {
            if (!value.getShape().equals(known.get(name))) {
                throw new IllegalArgumentException("The saved state has " + name + " of shape " + value.getShape()
                        + (known.containsKey(name) ? ", the optimiser " + known.get(name) : ", the optimiser none")
                        + ". Make the optimiser from the same parameters, in the same groups and order.");
            }
        });
    }

    private static Map<String, Double> options(List<ParameterGroup> groups) {
        var values = new LinkedHashMap<String, Double>();
        for (int k = 0; k < groups.size(); k++) {
            int group = k;
            groups.get(k).options().forEach((option, value) -> values.put(name(group, option), value));
        }
        return values;
    }

    private static String name(int group, Option option) {
        return "param_groups." + group + "." + option.torchName();
    }

    private String name(int i) {
        return "state." + i / slots.size() + "." + slot(i);
    }

    private String slot(int i) {
        return slots.get(i % slots.size());
    }

    private NDArray parameter(int i) {
        return parameters.get(i / slots.size());
    }

    private static Shape empty(String slot) {
        return isStep(slot) ? new Shape() : new Shape(0);
    }

    private static boolean isStep(String slot) {
        return slot.equals("step");
    }
}
