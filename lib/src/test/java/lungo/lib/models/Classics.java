package lungo.lib.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import lungo.lib.nn.NamedSequential;
import lungo.lib.nn.Reference;
import lungo.lib.nn.StateDict;

/** Holds a network against what lib/reference/classics_*.py stored of PyTorch's, on weights by the same formula. */
final class Classics {

    private final JsonObject stages;
    private final Set<String> compared = new HashSet<>();
    private final ParameterStore store;

    private Classics(JsonObject stages, NDManager manager) {
        this.stages = stages;
        this.store = new ParameterStore(manager, false);
    }

    /** Counts, every stage's shape and values, and the logits. */
    static void assertAgrees(Block net, String file, String name) {
        var stored = Reference.read(file).getAsJsonObject(name);
        var shape = shape(stored, "input");
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            net.initialize(manager, DataType.FLOAT32, shape);
            fill(net);
            assertThat(parameters(net)).isEqualTo(stored.get("parameters").getAsLong());
            assertThat(StateDict.of(net)).hasSize(stored.get("arrays").getAsInt());
            var x = manager.zeros(shape);
            write(x, "x", false);
            var classics = new Classics(stored.getAsJsonObject("stages"), manager);
            var logits = classics.through(net, "", x);
            assertThat(classics.compared).containsAll(classics.stages.keySet());
            assertLogits(stored, logits);
        } finally {
            net.clear();
        }
    }

    /** The logits in training mode, and running means and variances afterwards. */
    static void assertTrains(Block net, String file, String name) {
        var stored = Reference.read(file).getAsJsonObject(name);
        var shape = shape(stored, "input");
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            net.initialize(manager, DataType.FLOAT32, shape);
            fill(net);
            var x = manager.zeros(shape);
            write(x, "x", false);
            assertLogits(
                    stored,
                    net.forward(new ParameterStore(manager, false), new NDList(x), true)
                            .singletonOrThrow());
            var running = stored.getAsJsonObject("running");
            var own = StateDict.of(net);
            running.keySet().forEach(key -> assertStage(key, running.getAsJsonObject(key), own.get(key)));
        } finally {
            net.clear();
        }
    }

    private static void assertLogits(JsonObject stored, NDArray logits) {
        float[] got = logits.toFloatArray();
        float[] wanted = Reference.floats(stored.getAsJsonArray("logits"));
        double bound = 1e-4 * stored.get("largest").getAsDouble();
        int step = Math.max(1, got.length / 64);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(got[i * step]).as("logit %d", i * step).isCloseTo(wanted[i], within((float) bound));
        }
    }

    /** What comes out of {@code block}, having compared all stages on the way, by PyTorch's paths. */
    private NDArray through(Block block, String path, NDArray x) {
        NDArray y = x;
        if (block instanceof SequentialBlock) {
            int number = 0;
            for (var child : block.getChildren()) {
                String own = block instanceof NamedSequential ? child.getKey().substring(2) : Integer.toString(number);
                // A child of no name is a part of its parent's stage, not a stage.
                y = own.isEmpty()
                        ? forward(child.getValue(), y)
                        : through(child.getValue(), path.isEmpty() ? own : path + "." + own, y);
                number++;
            }
        } else {
            y = forward(block, x);
        }
        if (stages.has(path)) {
            compared.add(path);
            assertStage(path, stages.getAsJsonObject(path), y);
        }
        return y;
    }

    private NDArray forward(Block block, NDArray x) {
        return block.forward(store, new NDList(x), false).singletonOrThrow();
    }

    private static void assertStage(String path, JsonObject stored, NDArray y) {
        assertThat(y.getShape()).as(path).isEqualTo(shape(stored, "shape"));
        double square = stored.get("square").getAsDouble();
        var near = within((float) (1e-4 * Math.sqrt(square) + 1e-7));
        assertThat(y.mean().getFloat()).as(path).isCloseTo(stored.get("mean").getAsFloat(), near);
        assertThat(y.square().mean().getFloat()).as(path).isCloseTo((float) square, within((float)
                (1e-3 * square + 1e-9)));
        float[] all = y.toFloatArray();
        float[] wanted = Reference.floats(stored.getAsJsonArray("values"));
        for (int k = 0; k < wanted.length; k++) {
            int place = (int) ((long) k * all.length / wanted.length);
            assertThat(all[place]).as("%s at %d", path, place).isCloseTo(wanted[k], near);
        }
    }

    /** As PyTorch counts: without running statistics. */
    static long parameters(Block net) {
        return StateDict.of(net).entrySet().stream()
                .filter(entry -> !entry.getKey().contains("running_"))
                .mapToLong(entry -> entry.getValue().size())
                .sum();
    }

    private static void fill(Block net) {
        StateDict.of(net).forEach((name, array) -> write(array, name, true));
    }

    /** Written straight into the array's memory: VGG's largest weight has 411 MB. */
    private static void write(NDArray array, String name, boolean weight) {
        ByteBuffer bytes = array.toByteBuffer(true).order(ByteOrder.nativeOrder());
        var crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        var shape = array.getShape();
        double scale = !weight
                ? 1
                : shape.dimension() == 1 ? 0.1 : Math.sqrt(6.0 / shape.slice(1).size());
        double offset = weight && shape.dimension() == 1 && name.endsWith("weight") ? 1 : 0;
        if (name.endsWith("running_var")) {
            scale = 0.5;
            offset = 1;
        }
        int count = (int) array.size();
        for (int i = 0; i < count; i++) {
            bytes.putFloat(4 * i, (float) (offset + (float) scale * (float) noise(i, (int) crc.getValue())));
        }
    }

    /** classics.py's noise: in [-1, 1), of place {@code i}. */
    private static double noise(int i, int start) {
        int x = i * 0x9E3779B9 + start;
        x ^= x >>> 16;
        x *= 0x7FEB352D;
        x ^= x >>> 15;
        x *= 0x846CA68B;
        x ^= x >>> 16;
        return Integer.toUnsignedLong(x) / 0x1p31 - 1;
    }

    private static Shape shape(JsonObject stored, String name) {
        var lengths = stored.getAsJsonArray(name);
        var shape = new long[lengths.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = lengths.get(i).getAsLong();
        }
        return new Shape(shape);
    }
}
