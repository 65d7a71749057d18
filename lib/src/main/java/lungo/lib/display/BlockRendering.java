package lungo.lib.display;

import ai.djl.nn.Block;
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
        describe(block, block.getClass().getSimpleName(), 0, text);
        return Bundle.text(text.toString().stripTrailing());
    }

    private static void describe(Block block, String name, int depth, StringBuilder text) {
        text.append("  ".repeat(depth)).append(name);
        var parameters = count(block);
        if (!block.isInitialized()) {
            text.append(", not initialised");
        } else if (parameters > 0) {
            text.append(String.format(Locale.ROOT, ", %,d parameters", parameters));
        }
        text.append('\n');
        if (depth < DEEPEST) {
            block.getChildren().forEach(child -> describe(child.getValue(), child.getKey(), depth + 1, text));
        }
    }

    private static long count(Block block) {
        return block.getParameters().values().stream()
                .filter(parameter -> parameter.isInitialized())
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }
}
