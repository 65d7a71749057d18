package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** The network of lib/reference/state.py, as a block of one's own with two named children. */
final class TorchNet extends AbstractBlock {

    private final Block features;
    private final Block classifier;

    TorchNet(int classes) {
        features = addChildBlock(
                "features",
                new SequentialBlock()
                        .add(Conv2d.builder()
                                .setKernelShape(new Shape(3, 3))
                                .setFilters(4)
                                .optPadding(new Shape(1, 1))
                                .optBias(false)
                                .build())
                        .add(new BatchNorm2d())
                        .add(Activation.reluBlock())
                        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2))));
        classifier =
                addChildBlock("classifier", Linear.builder().setUnits(classes).build());
    }

    static TorchNet initialized(NDManager manager) {
        var net = new TorchNet(5);
        net.initialize(manager, DataType.FLOAT32, new Shape(4, 3, 6, 6));
        return net;
    }

    NDArray forward(NDArray x, boolean training) {
        return forward(new ParameterStore(x.getManager(), false), new NDList(x), training)
                .singletonOrThrow();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray pooled = features.forward(store, inputs, training).singletonOrThrow();
        return classifier.forward(store, new NDList(F.flatten(pooled)), training);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        features.initialize(manager, type, inputShapes);
        classifier.initialize(manager, type, new Shape(4, 36));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), 5)};
    }
}
