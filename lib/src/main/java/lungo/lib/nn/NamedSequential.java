package lungo.lib.nn;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;

/**
 * One block after another, each with a name: {@code nn.Sequential(OrderedDict(…))}. {@link StateDict} calls their parameters
 * as PyTorch calls those of a module with such attributes, {@code features.0.weight}:
 *
 * <pre>{@code
 * new NamedSequential().add("features", features).add("flatten", flatten()).add("classifier", classifier)
 * }</pre>
 */
public final class NamedSequential extends SequentialBlock {

    /**
     * Adds {@code block} at the end. One with the empty name lends its parameters' names to this: {@code conv1.weight}
     * stays that.
     */
    public NamedSequential add(String name, Block block) {
        addChildBlock(name, block);
        return this;
    }
}
