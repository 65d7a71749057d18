package lungo.lib.display;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;

/** What blocks are called, wherever they are shown. */
public final class BlockNames {
    private static final String LAMBDA = LambdaBlock.class.getSimpleName();

    private BlockNames() {}

    /** What a block is: its class, or the name that a lambda was given. */
    public static String kind(Block block) {
        if (block instanceof LambdaBlock lambda
                && !lambda.getName().equals(LambdaBlock.DEFAULT_NAME)
                && !lambda.getName().contains("$$Lambda")) {
            return lambda.getName();
        }
        var name = block.getClass().getSimpleName();
        return name.isEmpty() ? "Block" : name;
    }

    /** The name of a child in the block that holds it, where a lambda is called by its own: 02ReLU, not 02LambdaBlock. */
    public static String of(String key, Block child) {
        return key.endsWith(LAMBDA) ? key.substring(0, key.length() - LAMBDA.length()) + kind(child) : key;
    }
}
