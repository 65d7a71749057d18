package lungo.lib.models;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;

/** What the layers of a network start from, where a paper or torchvision wants another value than PyTorch's own. */
final class Starts {

    private Starts() {}

    /** Has all convolutions' weights in {@code net}, not initialised yet, start from {@code initializer}. */
    static void convolutions(Block net, Initializer initializer) {
        start(net, Convolution.class, Parameter.Type.WEIGHT, initializer);
    }

    /** Has all convolutions' biases in {@code net}, not initialised yet, start from {@code initializer}. */
    static void convolutionBiases(Block net, Initializer initializer) {
        start(net, Convolution.class, Parameter.Type.BIAS, initializer);
    }

    /** Has all linear layers' weights in {@code net}, not initialised yet, start from {@code initializer}. */
    static void linears(Block net, Initializer initializer) {
        start(net, Linear.class, Parameter.Type.WEIGHT, initializer);
    }

    /** Has all linear layers' biases in {@code net}, not initialised yet, start from {@code initializer}. */
    static void linearBiases(Block net, Initializer initializer) {
        start(net, Linear.class, Parameter.Type.BIAS, initializer);
    }

    private static void start(Block block, Class<? extends Block> kind, Parameter.Type type, Initializer initializer) {
        if (kind.isInstance(block)) {
            block.getDirectParameters().values().stream()
                    .filter(parameter -> parameter.getType() == type)
                    .forEach(parameter -> parameter.setInitializer(initializer));
        }
        block.getChildren().values().forEach(child -> start(child, kind, type, initializer));
    }
}
