package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * Branches of one input, their results joined along the channels (axis 1): an Inception module of its four branches
 * (Szegedy et al. 2015), a DenseNet layer of {@code Blocks.identityBlock()} and its body (Huang et al. 2017).
 */
public final class Concat extends Layer {

    private final List<Block> branches;
    private final boolean named;

    /** Throws IllegalArgumentException if there is no branch. */
    public Concat(Block... branches) {
        if (branches.length == 0) {
            throw new IllegalArgumentException("Concat needs branches to join, such as new Concat(left, right).");
        }
        this.branches = List.of(branches);
        this.named = false;
        for (Block branch : branches) {
            addChildBlock(branch.getClass().getSimpleName(), branch);
        }
    }

    private Concat(List<String> names, List<Block> branches) {
        this.branches = branches;
        this.named = true;
        for (int i = 0; i < names.size(); i++) {
            addChildBlock(names.get(i), branches.get(i));
        }
    }

    /**
     * Branches that {@link StateDict} knows by {@code names}, {@code branch1.weight}; those of an empty name lend their
     * parameters' names to this block. Throws IllegalArgumentException unless there are as many names as branches.
     */
    public static Concat named(List<String> names, Block... branches) {
        if (branches.length == 0 || names.size() != branches.length) {
            throw new IllegalArgumentException(
                    "Concat needs a name for each branch, not " + names.size() + " names for " + branches.length
                            + " branches, such as Concat.named(List.of(\"left\", \"right\"), left, right).");
        }
        return new Concat(names, List.of(branches));
    }

    boolean isNamed() {
        return named;
    }

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        var inputs = new NDList(x);
        var results = new NDList(branches.size());
        for (Block branch : branches) {
            results.add(branch.forward(store, inputs, training).singletonOrThrow());
        }
        return NDArrays.concat(results, 1);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        branches.forEach(branch -> branch.initialize(manager, type, inputShapes));
        outputShape(inputShapes[0]);
    }

    @Override
    Shape outputShape(Shape x) {
        long[] joined = null;
        for (Block branch : branches) {
            Shape result = branch.getOutputShapes(new Shape[] {x})[0];
            if (joined == null) {
                joined = requireAxes("Concat", result, 2, Integer.MAX_VALUE, "branches that give (N, C, …)")
                        .getShape()
                        .clone();
            } else {
                requireFit(new Shape(joined), result);
                joined[1] += result.get(1);
            }
        }
        return new Shape(joined);
    }

    private static void requireFit(Shape joined, Shape result) {
        boolean fits = joined.dimension() == result.dimension();
        for (int i = 0; fits && i < joined.dimension(); i++) {
            fits = i == 1 || joined.get(i) == result.get(i);
        }
        if (!fits) {
            throw new IllegalArgumentException("Concat cannot join " + joined + " and " + result
                    + ": all but the channels must be equal. Look at the branches' strides and paddings.");
        }
    }
}
