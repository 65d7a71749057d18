package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lungo.lib.metrics.Metric;
import lungo.lib.nn.Safetensors;
import lungo.lib.nn.StateDict;

/**
 * A training as a file, from which it goes on as if it had never stopped: a safetensors file with the arrays of the network
 * ("network." and PyTorch's names), of the optimiser and of the callbacks, and in its remarks, as JSON, the rest. The
 * engine's random state is not in it, nor needed: every step is seeded from the seed and its number.
 */
final class Checkpoint {

    private static final String REMARK = "lungo.training";
    private static final String NETWORK = "network.";
    private static final String OPTIMIZER = "optimizer.";

    /**
     * Where training stood: its seed and sizes, steps taken, what was measured; of the epoch that it was in the sum of the
     * losses, the examples that these are of, and the sums of the metrics, then and when the last group of steps was told
     * of, with the losses since then; the schedules.
     */
    record Progress(
            long seed,
            int batchSize,
            int accumulate,
            boolean dropLast,
            int trainSize,
            int step,
            History history,
            double lossSum,
            int examples,
            Map<String, Metric.State> metrics,
            Map<String, Metric.State> told,
            Losses.Reading untold,
            List<Map<String, Double>> schedules) {}

    private final Path file;
    private final Progress progress;

    private Checkpoint(Path file, Progress progress) {
        this.file = file;
        this.progress = progress;
    }

    /** Writes a checkpoint; the file is there whole or as it was before. */
    static void save(Path file, Progress progress, Run run, List<Callback> callbacks) {
        try (NDManager scratch = NDManager.newBaseManager()) {
            var arrays = new LinkedHashMap<String, NDArray>();
            put(arrays, NETWORK, StateDict.of(run.net()));
            put(arrays, OPTIMIZER, run.optimizer().state(scratch));
            byName(callbacks).forEach((name, callback) -> put(arrays, name, callback.state()));
            Safetensors.save(file, arrays, Map.of(REMARK, Json.of(progress)));
        }
    }

    /** Reads what a checkpoint says, not yet its arrays. Throws IllegalArgumentException if the file is none. */
    static Checkpoint read(Path file) {
        String json = Safetensors.metadata(file).get(REMARK);
        if (json == null) {
            throw new IllegalArgumentException(file + " holds arrays but no training, so nothing can go on from it. To"
                    + " begin with its weights: StateDict.load(net, Safetensors.load(path, manager)).");
        }
        return new Checkpoint(file, Json.read(json, Progress.class, file));
    }

    Progress progress() {
        return progress;
    }

    /** Throws IllegalArgumentException if going on by this plan would give other numbers than the training had. */
    void requireSame(Plan plan) {
        same("batch size", progress.batchSize, plan.batchSize());
        same("number of batches a step", progress.accumulate, plan.accumulate());
        same("dropping of the last batch", progress.dropLast, plan.dropLast());
        same("size of the training set", progress.trainSize, plan.train().size());
        same("seed", progress.seed, plan.seed());
    }

    private void same(String what, Object there, Object here) {
        if (!there.equals(here)) {
            throw new IllegalArgumentException("The " + what + " was " + there + " when " + file
                    + " was written, and is " + here + " now. Set it back to go on, or train anew without resume.");
        }
    }

    /** Puts the arrays back. Throws IllegalArgumentException if they do not fit, when some may be back already. */
    void restore(Run run, List<Callback> callbacks, NDManager near) {
        try (NDManager scratch = near.newSubManager()) {
            Map<String, NDArray> arrays = Safetensors.load(file, scratch);
            StateDict.load(run.net(), take(arrays, NETWORK));
            run.optimizer().load(take(arrays, OPTIMIZER));
            byName(callbacks).forEach((name, callback) -> callback.resume(run, take(arrays, name)));
        }
    }

    /**
     * Callbacks by names that find them again where others came or went: their classes', and their places among those of the
     * same class. The simple one, since a notebook's cell that is run again makes the class anew.
     */
    private static Map<String, Callback> byName(List<Callback> callbacks) {
        var named = new LinkedHashMap<String, Callback>();
        for (Callback callback : callbacks) {
            String kind = "callbacks." + callback.getClass().getSimpleName() + ".";
            int i = 0;
            while (named.containsKey(kind + i + ".")) {
                i++;
            }
            named.put(kind + i + ".", callback);
        }
        return named;
    }

    private static void put(Map<String, NDArray> all, String prefix, Map<String, NDArray> arrays) {
        arrays.forEach((name, array) -> all.put(prefix + name, array));
    }

    private static Map<String, NDArray> take(Map<String, NDArray> all, String prefix) {
        var arrays = new LinkedHashMap<String, NDArray>();
        all.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                arrays.put(name.substring(prefix.length()), array);
            }
        });
        return arrays;
    }
}
