package lungo.lib.inspect;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The floating-point operations of one forward pass through a layer in evaluation mode. A multiply-add counts as two, and
 * a bias as none, since the first product of a sum needs no addition: as {@code torch.utils.flop_counter} counts linear
 * and convolutional layers. The rest, which it leaves out, is counted roughly: batch norm 2 and layer norm 8 an element,
 * pooling 1 for each of its inputs, an activation and nearest upsampling 1 for each of their outputs, reshaping and dropout none.
 */
final class Cost {
    private static final Set<String> ACTIVATIONS = Set.of(
            "relu",
            "relu6",
            "sigmoid",
            "tanh",
            "softplus",
            "softsign",
            "leakyrelu",
            "elu",
            "selu",
            "gelu",
            "swish",
            "mish",
            "softmax",
            "logsoftmax");
    private static final Set<String> FREE = Set.of("identity", "batchflatten", "flatten", "reshape", "dropout");

    private Cost() {}

    /** The operations of a block without children; empty for kinds that are not known here. */
    static OptionalLong flops(Block block, Shape in, Shape out) {
        if (block instanceof Linear || block instanceof Convolution) {
            var weight = weight(block);
            return OptionalLong.of(2 * out.size() * (weight.size() / weight.get(0)));
        }
        if (block instanceof Deconvolution) {
            // Every input position is multiplied by the whole weight.
            return OptionalLong.of(2 * (in.size() / in.get(1)) * weight(block).size());
        }
        if (block instanceof BatchNorm) {
            return OptionalLong.of(2 * out.size());
        }
        if (block instanceof LayerNorm) {
            return OptionalLong.of(8 * out.size());
        }
        if (block instanceof Embedding || block instanceof Dropout) {
            return OptionalLong.of(0);
        }
        return block instanceof Prelu ? OptionalLong.of(out.size()) : byName(BlockNames.kind(block), in, out);
    }

    private static OptionalLong byName(String kind, Shape in, Shape out) {
        var name = kind.toLowerCase(Locale.ROOT);
        if (FREE.contains(name)) {
            return OptionalLong.of(0);
        }
        if (name.contains("pool")) {
            return OptionalLong.of(in.size());
        }
        return ACTIVATIONS.contains(name) || name.contains("upsample")
                ? OptionalLong.of(out.size())
                : OptionalLong.empty();
    }

    /** Throws IllegalArgumentException where a layer that has its weight cannot take {@code in}. */
    static void requireFit(Block block, Shape in) {
        var wanted = wanted(block);
        var axis = block instanceof Linear ? in.dimension() - 1 : 1;
        if (wanted.isPresent() && (in.dimension() <= axis || in.get(axis) != wanted.getAsLong())) {
            throw new IllegalArgumentException("its " + block.getClass().getSimpleName() + " was initialised for "
                    + wanted.getAsLong() + (block instanceof Linear ? " features" : " channels") + " but gets " + in);
        }
    }

    private static OptionalLong wanted(Block block) {
        if (block instanceof Linear) {
            return OptionalLong.of(weight(block).get(1));
        }
        return block instanceof Convolution convolution
                ? OptionalLong.of(weight(block).get(1) * convolution.getGroups())
                : OptionalLong.empty();
    }

    private static Shape weight(Block block) {
        return block.getDirectParameters().values().stream()
                .filter(parameter -> parameter.getType() == Parameter.Type.WEIGHT)
                .findFirst()
                .orElseThrow()
                .getShape();
    }
}
