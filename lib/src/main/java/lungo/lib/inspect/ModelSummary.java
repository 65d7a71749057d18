package lungo.lib.inspect;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import lungo.lib.display.BlockNames;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import tech.tablesaw.api.Table;

/**
 * The layers of a network as a tree, with what each gives, holds and costs, as torchinfo shows them:
 *
 * <pre>{@code
 * ModelSummary.of(net, new Shape(1, 1, 28, 28))
 * }</pre>
 *
 * <p>A floating-point operation is one addition or one multiplication: a multiply-add counts as two, a bias as none, as
 * {@code torch.utils.flop_counter} counts. Pooling, norms and activations are counted roughly; a layer of unknown kind has
 * a ? and is left out of the total. Running means and variances are buffers and no parameters, as in PyTorch. Shared
 * parameters are counted once in the totals. Works for any block, initialised or not, and leaves it as it was.
 */
public final class ModelSummary implements Showable {
    private final String name;
    private final Shape[] input;
    private final List<Layer> layers;
    private final long parameters;
    private final long trainable;
    private final long buffers;
    private final long parameterBytes;

    /**
     * A block of the tree: how deep it lies, its name in the block that holds it, its kind, its output (empty where
     * unknown), its own parameters and buffers without its children's, its floating-point operations, and the bytes of
     * its output. Blocks that hold others have neither of the last two: theirs are counted.
     */
    public record Layer(
            int depth,
            String name,
            String kind,
            Optional<Shape> output,
            long parameters,
            long buffers,
            OptionalLong flops,
            long bytes,
            boolean isLeaf) {}

    private ModelSummary(Block net, List<Layer> layers, Collection<Parameter> held, Shape... input) {
        Output.connect();
        this.name = BlockNames.kind(net);
        this.input = input;
        this.layers = List.copyOf(layers);
        this.parameters = size(held, false, false);
        this.trainable = size(held, false, true);
        this.buffers = size(held, true, false);
        this.parameterBytes = held.stream().mapToLong(ModelSummary::bytes).sum();
    }

    /**
     * The summary for an input of shape {@code input}, a batch with the number of examples first; several for a network of
     * several inputs. Throws IllegalArgumentException where the network does not take it.
     */
    public static ModelSummary of(Block net, Shape... input) {
        if (input.length == 0) {
            throw new IllegalArgumentException(
                    "A summary needs the shape of an input, such as new Shape(1, 1, 28, 28).");
        }
        return BlockShapes.of(net, input, shapes -> {
            var layers = new ArrayList<Layer>();
            walk(net, BlockNames.kind(net), 0, shapes, layers);
            Set<Parameter> held = Collections.newSetFromMap(new IdentityHashMap<>());
            held.addAll(net.getParameters().values());
            return new ModelSummary(net, layers, held, input);
        });
    }

    private static void walk(Block block, String name, int depth, BlockShapes shapes, List<Layer> layers) {
        var pair = shapes.at(block);
        var output = pair.map(found -> found.out()[0]);
        var leaf = block.getChildren().isEmpty();
        var own = block.getDirectParameters().values();
        var flops = pair.isEmpty() || !leaf
                ? OptionalLong.empty()
                : Cost.flops(block, pair.get().in()[0], output.get());
        var bytes = leaf ? output.map(Shape::size).orElse(0L) * DataType.FLOAT32.getNumOfBytes() : 0;
        layers.add(new Layer(
                depth,
                name,
                BlockNames.kind(block),
                output,
                size(own, false, false),
                size(own, true, false),
                flops,
                bytes,
                leaf));
        block.getChildren()
                .forEach(child -> walk(
                        child.getValue(), BlockNames.of(child.getKey(), child.getValue()), depth + 1, shapes, layers));
    }

    /** As {@link #parameters()}, of a network whose parameters have shapes; shared ones are counted once. */
    static long parameters(Block net) {
        Set<Parameter> held = Collections.newSetFromMap(new IdentityHashMap<>());
        held.addAll(net.getParameters().values());
        return size(held, false, false);
    }

    private static long size(Collection<Parameter> parameters, boolean buffers, boolean trainable) {
        return parameters.stream()
                .filter(parameter -> isBuffer(parameter) == buffers)
                .filter(parameter -> !trainable || parameter.requiresGradient())
                .mapToLong(parameter -> parameter.getShape().size())
                .sum();
    }

    private static boolean isBuffer(Parameter parameter) {
        return parameter.getType() == Parameter.Type.RUNNING_MEAN || parameter.getType() == Parameter.Type.RUNNING_VAR;
    }

    private static long bytes(Parameter parameter) {
        var type = parameter.isInitialized() ? parameter.getArray().getDataType() : DataType.FLOAT32;
        return parameter.getShape().size() * type.getNumOfBytes();
    }

    /** The blocks in order, each before those that it holds. */
    public List<Layer> layers() {
        return layers;
    }

    /** All parameters, frozen ones included, running means and variances not: as PyTorch counts. */
    public long parameters() {
        return parameters;
    }

    /** The parameters that training changes. */
    public long trainable() {
        return trainable;
    }

    /** Values that are kept but not trained: running means and variances. */
    public long buffers() {
        return buffers;
    }

    /** Floating-point operations of one forward pass of the whole input; layers of unknown kind are left out. */
    public long flops() {
        return layers.stream().mapToLong(layer -> layer.flops().orElse(0)).sum();
    }

    /** Bytes of parameters and buffers. */
    public long parameterBytes() {
        return parameterBytes;
    }

    /** Bytes of what all layers give in one forward pass, in float32: what training keeps for the way back. */
    public long activationBytes() {
        return layers.stream().mapToLong(Layer::bytes).sum();
    }

    /** The layers as a Tablesaw table: Layer, Kind, Output, Parameters, FLOPs (missing where unknown), Bytes. */
    public Table table() {
        return SummaryText.table(this);
    }

    String name() {
        return name;
    }

    List<Shape> input() {
        return Arrays.asList(input);
    }

    /** In words alone, in columns: it reads the same in any theme and on paper. */
    @Override
    public Bundle bundle() {
        return Bundle.text(toString());
    }

    @Override
    public String toString() {
        return SummaryText.of(this);
    }
}
