package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/** What the batch normalisations have in common; DJL's own copies its input twice and counts momentum the other way. */
abstract class BatchNormNd extends Layer {

    private final double eps;
    private final double momentum;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter runningMean;
    private final Parameter runningVar;

    BatchNormNd(double eps, double momentum) {
        if (!(eps > 0 && momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException(
                    "Batch normalisation needs eps above 0 and momentum from 0 to 1, the share"
                            + " of the new batch, not eps " + eps + " and momentum " + momentum + ".");
        }
        this.eps = eps;
        this.momentum = momentum;
        gamma = add("gamma", Parameter.Type.GAMMA, true);
        beta = add("beta", Parameter.Type.BETA, true);
        runningMean = add("runningMean", Parameter.Type.RUNNING_MEAN, false);
        runningVar = add("runningVar", Parameter.Type.RUNNING_VAR, false);
    }

    private Parameter add(String name, Parameter.Type type, boolean trained) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optRequiresGrad(trained)
                .build());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        Shape channels = new Shape(outputShape(inputShapes[0]).get(1));
        gamma.setShape(channels);
        beta.setShape(channels);
        runningMean.setShape(channels);
        runningVar.setShape(channels);
    }

    @Override
    NDArray forward(ParameterStore store, NDArray x, boolean training) {
        if (training) {
            requireSpread(x.getShape());
        }
        var device = x.getDevice();
        return F.batchNorm(
                x,
                store.getValue(runningMean, device, training),
                store.getValue(runningVar, device, training),
                store.getValue(gamma, device, training),
                store.getValue(beta, device, training),
                training,
                momentum,
                eps);
    }

    private static void requireSpread(Shape x) {
        if (x.size() == x.get(1)) {
            throw new IllegalArgumentException(
                    "Batch normalisation of " + x + " has one value a channel, and so no variance"
                            + " to train with. Use batches of at least 2 examples, or drop the last, smaller one.");
        }
    }
}
