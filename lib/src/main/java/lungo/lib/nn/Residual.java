package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.training.ParameterStore;

/** {@code body(x) + shortcut(x)}; what follows the sum, such as a ReLU, is the next layer. He et al. 2016. */
public final class Residual extends Layer {

    private final Block body;
    private final Block shortcut;

    /** {@code body(x) + x}. */
    public Residual(Block body) {
        this(body, Blocks.identityBlock());
    }

    /** A shortcut that brings x to the shape that body gives, such as a 1×1 convolution with body's stride. */
    public Residual(Block body, Block shortcut) {
        this("body", body, "shortcut", shortcut);
    }

    private Residual(String bodyName, Block body, String shortcutName, Block shortcut) {
        this.body = addChildBlock(bodyName, body);
        this.shortcut = addChildBlock(shortcutName, shortcut);
    }

    /**
     * Body and shortcut by the names that {@link StateDict} is to know them by; with {@code ("", body, "downsample",
     * shortcut)} the names are those of torchvision's residual blocks.
     */
    public static Residual named(String bodyName, Block body, String shortcutName, Block shortcut) {
        return new Residual(bodyName, body, shortcutName, shortcut);
    }

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        var inputs = new NDList(x);
        return body.forward(store, inputs, training)
                .singletonOrThrow()
                .add(shortcut.forward(store, inputs, training).singletonOrThrow());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        body.initialize(manager, type, inputShapes);
        shortcut.initialize(manager, type, inputShapes);
        outputShape(inputShapes[0]);
    }

    @Override
    Shape outputShape(Shape x) {
        Shape grown = body.getOutputShapes(new Shape[] {x})[0];
        Shape kept = shortcut.getOutputShapes(new Shape[] {x})[0];
        if (!grown.equals(kept)) {
            throw new IllegalArgumentException("Residual cannot add body's " + grown + " and shortcut's " + kept
                    + ". Give it a shortcut with body's channels and stride, such as a 1×1 convolution.");
        }
        return grown;
    }
}
