package lungo.lib.inspect;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.core.Linear;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import lungo.lib.display.BlockNames;
import lungo.lib.nn.BatchNorm1d;
import lungo.lib.nn.BatchNorm2d;
import lungo.lib.nn.ConvTranspose2d;

/**
 * The floating-point operations of one forward pass through a layer in evaluation mode. A multiply-add counts as two, and
 * a bias as none, since the first product of a sum needs no addition: as {@code torch.utils.flop_counter} counts linear
 * and convolutional layers. The rest, which it leaves out, is counted roughly: batch norm 2 and layer norm 8 an element,
 * pooling 1 for each of its inputs, an activation and nearest upsampling 1 for each of their outputs, reshaping and dropout none.
 */
final class Cost {
    private static final Set<String> ELEMENTWISE = Set.of(
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
            "logsoftmax",
            "prelu",
            "upsample");
    private static final Set<String> FREE =
            Set.of("identity", "batchflatten", "flatten", "reshape", "dropout", "embedding");

    private Cost() {}

    /** The operations of a block without children; empty for kinds that are not known here. */
    static OptionalLong flops(Block block, Shape in, Shape out) {
        if (block instanceof Linear || block instanceof Convolution) {
            var weight = weight(block);
            return OptionalLong.of(2 * out.size() * (weight.size() / weight.get(0)));
        }
        if (block instanceof Deconvolution || block instanceof ConvTranspose2d) {
            // Every input position is multiplied by the whole weight.
            return OptionalLong.of(2 * (in.size() / in.get(1)) * weight(block).size());
        }
        return byName(BlockNames.kind(block).toLowerCase(Locale.ROOT), in, out);
    }

    /** By name, since lambdas have no other mark, and DJL and this library have norms of their own each. */
    private static OptionalLong byName(String name, Shape in, Shape out) {
        if (FREE.contains(name)) {
            return OptionalLong.of(0);
        }
        if (name.contains("pool")) {
            return OptionalLong.of(in.size());
        }
        if (name.contains("batchnorm")) {
            return OptionalLong.of(2 * out.size());
        }
        if (name.equals("layernorm")) {
            return OptionalLong.of(8 * out.size());
        }
        return ELEMENTWISE.contains(name) ? OptionalLong.of(out.size()) : OptionalLong.empty();
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
        } else if (block instanceof Convolution convolution) {
            return OptionalLong.of(weight(block).get(1) * convolution.getGroups());
        } else if (block instanceof ConvTranspose2d) {
            return OptionalLong.of(weight(block).get(0));
        } else if (block instanceof BatchNorm1d || block instanceof BatchNorm2d) {
            return OptionalLong.of(shape(block, Parameter.Type.GAMMA).get(0));
        }
        return OptionalLong.empty();
    }

    private static Shape weight(Block block) {
        return shape(block, Parameter.Type.WEIGHT);
    }

    private static Shape shape(Block block, Parameter.Type type) {
        return block.getDirectParameters().values().stream()
                .filter(parameter -> parameter.getType() == type)
                .findFirst()
                .orElseThrow()
                .getShape();
    }
}
