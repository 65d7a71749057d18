package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/** A DJL block of one array in and one out. */
abstract class Layer extends AbstractBlock {

    /** All parameters, children's too, once they had values; a parent's clear takes the values away again. */
    private List<Parameter> parametersWithValues;

    abstract NDArray forward(ParameterStore store, NDArray x, boolean training);

    /** The result's shape for an input's. Throws IllegalArgumentException if the input does not fit. */
    abstract Shape outputShape(Shape x);

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(forward(store, inputs.singletonOrThrow(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {outputShape(inputShapes[0])};
    }

    /** Has an input that does not fit told while the network is built; a layer of children asks when those are built. */
    @Override
    protected void prepare(Shape[] inputShapes) {
        if (children.isEmpty()) {
            outputShape(inputShapes[0]);
        }
    }

    /** As DJL's, which gathers all parameters anew at every forward pass in training; here they are remembered. */
    @Override
    public boolean isInitialized() {
        if (parametersWithValues == null && super.isInitialized()) {
            parametersWithValues = List.copyOf(getParameters().values());
        }
        return parametersWithValues != null && parametersWithValues.stream().allMatch(Parameter::isInitialized);
    }

    /** Throws IllegalArgumentException unless {@code x} has one of these numbers of axes. */
    static Shape requireAxes(String layer, Shape x, int least, int most, String meaning) {
        if (x.dimension() < least || x.dimension() > most) {
            throw new IllegalArgumentException(
                    layer + " takes " + meaning + ", not " + x + ". See expandDims and reshape.");
        }
        return x;
    }

    /** {@code length}. Throws IllegalArgumentException unless it is at least 1. */
    static long requireLength(String layer, long length) {
        if (length < 1) {
            throw new IllegalArgumentException(layer + " needs lengths of at least 1, not " + length + ".");
        }
        return length;
    }

    /** Throws IllegalArgumentException unless {@code x} is (N, C, H, W). */
    static Shape requirePictures(String layer, Shape x) {
        return requireAxes(layer, x, 4, 4, "pictures (N, C, H, W)");
    }
}
