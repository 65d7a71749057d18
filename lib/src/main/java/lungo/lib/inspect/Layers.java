package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import lungo.lib.display.BlockNames;

/**
 * The layers of a network one after another, those of sequential blocks inside it in their place. Other blocks count as
 * one layer: what happens inside, their own code alone knows.
 */
record Layers(List<Layer> all) {
    /** A layer with its path from the network, its blocks' names joined by points. */
    record Layer(String name, Block block) {}

    /** The layers of {@code net}. */
    static Layers of(Block net) {
        Forward.requireInitialised(net);
        var all = new ArrayList<Layer>();
        add(net, "", all);
        return new Layers(List.copyOf(all));
    }

    private static void add(Block block, String name, List<Layer> all) {
        if (block instanceof SequentialBlock sequence) {
            for (var child : sequence.getChildren()) {
                var own = BlockNames.of(child.getKey(), child.getValue());
                add(child.getValue(), name.isEmpty() ? own : name + "." + own, all);
            }
        } else {
            all.add(new Layer(name.isEmpty() ? block.getClass().getSimpleName() : name, block));
        }
    }

    /** The place of the layer called {@code name}, or whose path ends with it. */
    int index(String name) {
        var found = all.stream()
                .filter(layer -> layer.name.equals(name) || layer.name.endsWith("." + name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException((found.isEmpty() ? "No layer is" : found.size() + " layers are")
                    + " called " + name + ". The layers are: "
                    + all.stream().map(Layer::name).collect(Collectors.joining(", "))
                    + ". What is inside a block that is not sequential cannot be reached; show arrays of your own with"
                    + " FeatureMaps.of(maps).");
        }
        return all.indexOf(found.get(0));
    }

    /** Has {@code listener} told what comes out of each layer for x, in evaluation mode, up to layer {@code last}. */
    void run(NDArray x, int last, BiConsumer<Layer, NDArray> listener) {
        if (last < 0 || last >= all.size()) {
            throw new IllegalArgumentException(
                    "There is no layer " + last + ": the network has layers 0 to " + (all.size() - 1) + ".");
        }
        var store = new ParameterStore(x.getManager(), false);
        for (var layer : all.subList(0, last + 1)) {
            x = layer.block.forward(store, new NDList(x), false).singletonOrThrow();
            listener.accept(layer, x);
        }
    }
}
