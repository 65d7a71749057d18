package lungo.lib.display;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Locale;

/** Shows a network as the tree of its blocks, with the number of parameters of each. */
public final class BlockRendering implements Rendering<Block> {
    private static final int DEEPEST = 3;

    @Override
    public Class<Block> type() {
        return Block.class;
    }

    @Override
    public Bundle render(Block block) {
        var text = new StringBuilder();
        describe(block, BlockNames.kind(block), 0, text);
        return Bundle.text(text.toString().stripTrailing());
    }

    private static void describe(Block block, String name, int depth, StringBuilder text) {
        text.append("  ".repeat(depth)).append(name);
        var parameters = count(block);
        if (!isInitialised(block)) {
            text.append(", not initialised");
        } else if (parameters > 0) {
            text.append(String.format(Locale.ROOT, ", %,d parameters", parameters));
        }
        text.append('\n');
        if (depth < DEEPEST) {
            block.getChildren().forEach(child -> {
                var own = BlockNames.of(child.getKey(), child.getValue());
                describe(child.getValue(), own, depth + 1, text);
            });
        }
    }

    /** Whether all parameters have values; a block without any has nothing to wait for. */
    private static boolean isInitialised(Block block) {
        return block.getParameters().values().stream().allMatch(Parameter::isInitialized);
    }

    /** The parameters as PyTorch counts them: without running means and variances, which are buffers. */
    private static long count(Block block) {
        return block.getParameters().values().stream()
                .filter(parameter -> parameter.getType() != Parameter.Type.RUNNING_MEAN
                        && parameter.getType() != Parameter.Type.RUNNING_VAR)
                .filter(Parameter::isInitialized)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }
}
