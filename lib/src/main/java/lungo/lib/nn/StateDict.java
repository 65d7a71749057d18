package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lungo.lib.script.Script;

/**
 * A network's parameters and running statistics by the names that PyTorch's {@code state_dict} gives them: children of a
 * SequentialBlock, ParallelBlock or {@link Concat} count from 0, activations too, and children of other blocks have the
 * names that they were added by, so {@code "0.weight"} or {@code "layer1.0.bn1.running_mean"}. A child whose name is empty
 * adds nothing to the names of its parameters.
 *
 * <pre>{@code
 * StateDict.load(net, Safetensors.load(path, manager));
 * Safetensors.save(path, StateDict.of(net));
 * }</pre>
 *
 * Of weights for a part of the network only, make a whole: put them over a {@code new LinkedHashMap<>(StateDict.of(net))}.
 */
public final class StateDict {

    private static final Script SCRIPT = Script.of("""
            def copy(self, to: List[Tensor], source: List[Tensor]) -> NoneType:
              for i in range(torch.len(to)):
                _0 = torch.copy_(torch.detach(to[i]), source[i])
              return None
            """);

    /** DJL's names for what PyTorch calls otherwise: of batch and layer normalisation, Prelu, and Embedding. */
    private static final Map<String, String> TORCH_NAMES = Map.of(
            "gamma", "weight",
            "beta", "bias",
            "runningMean", "running_mean",
            "runningVar", "running_var",
            "alpha", "weight",
            "embedding", "weight");

    /** PyTorch's batch normalisation counts its batches, and uses the count for nothing unless its momentum is None. */
    private static final String COUNTER = "num_batches_tracked";

    private StateDict() {}

    /**
     * The arrays of {@code block} themselves, not copies, in the order in which PyTorch lists them. PyTorch's
     * {@code num_batches_tracked} is left out; {@code load_state_dict} does without. Throws IllegalStateException if the
     * block has no values yet, IllegalArgumentException if two parameters have the same name.
     */
    public static Map<String, NDArray> of(Block block) {
        var arrays = new LinkedHashMap<String, NDArray>();
        parameters(block).forEach((name, parameter) -> arrays.put(name, parameter.getArray()));
        return arrays;
    }

    /**
     * Copies {@code arrays} into the parameters of their names, on whatever device and of whatever number type those are.
     * Throws IllegalArgumentException, and changes nothing, if a name is missing or unexpected or a shape is not the same.
     */
    public static void load(Block block, Map<String, NDArray> arrays) {
        Map<String, NDArray> own = of(block);
        requireMatch(own, arrays);
        var to = new ArrayList<NDArray>();
        var from = new ArrayList<NDArray>();
        own.forEach((name, array) -> {
            to.add(array);
            from.add(arrays.get(name));
        });
        SCRIPT.run("copy", to, from);
    }

    private static void requireMatch(Map<String, NDArray> own, Map<String, NDArray> given) {
        var faults = new ArrayList<String>();
        own.forEach((name, array) -> {
            NDArray other = given.get(name);
            if (other == null) {
                faults.add(name + " " + array.getShape() + " is missing");
            } else if (!other.getShape().equals(array.getShape())) {
                faults.add(name + " is " + other.getShape() + ", but " + array.getShape() + " in the network");
            }
        });
        for (String name : given.keySet()) {
            if (!own.containsKey(name) && !counts(name, own)) {
                faults.add(name + " " + given.get(name).getShape() + " is not in the network");
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("These weights do not fit the network, which stays as it was: "
                    + listed(faults) + ". Build the network as it was when the weights were saved, or rename, add or"
                    + " remove entries of the map; StateDict.of(net) has the names and shapes that are expected.");
        }
    }

    private static boolean counts(String name, Map<String, NDArray> own) {
        return name.endsWith(COUNTER)
                && own.containsKey(name.substring(0, name.length() - COUNTER.length()) + "running_mean");
    }

    private static String listed(List<String> faults) {
        int shown = Math.min(faults.size(), 8);
        String first = String.join("; ", faults.subList(0, shown));
        return shown == faults.size() ? first : first + "; and " + (faults.size() - shown) + " more";
    }

    private static Map<String, Parameter> parameters(Block block) {
        var found = new LinkedHashMap<String, Parameter>();
        collect("", block, found);
        return found;
    }

    private static void collect(String prefix, Block block, Map<String, Parameter> found) {
        for (Pair<String, Parameter> pair : block.getDirectParameters()) {
            String name = prefix + TORCH_NAMES.getOrDefault(pair.getKey(), pair.getKey());
            if (!pair.getValue().isInitialized()) {
                throw new IllegalStateException(name + " has no values yet. Initialise the network first:"
                        + " net.initialize(manager, DataType.FLOAT32, inputShape).");
            }
            if (found.put(name, pair.getValue()) != null) {
                throw new IllegalArgumentException("Two parameters are called " + name
                        + ". Give the children of the block that holds them different names.");
            }
        }
        int number = 0;
        for (Pair<String, Block> child : block.getChildren()) {
            String name = childName(block, child.getKey(), number);
            collect(name.isEmpty() ? prefix : prefix + name + ".", child.getValue(), found);
            number++;
        }
    }

    /** DJL writes a child's place before its name, 01conv1, which PyTorch does not. */
    private static String childName(Block parent, String djl, int number) {
        if (isNumbered(parent)) {
            return Integer.toString(number);
        }
        String place = String.format("%02d", number + 1);
        return djl.startsWith(place) ? djl.substring(place.length()) : djl;
    }

    private static boolean isNumbered(Block parent) {
        return parent instanceof SequentialBlock && !(parent instanceof NamedSequential)
                || parent instanceof ParallelBlock
                || parent instanceof Concat concat && !concat.isNamed();
    }
}
