package lungo.lib.models;

import static lungo.lib.nn.Layers.conv2d;
import static lungo.lib.nn.Layers.flatten;
import static lungo.lib.nn.Layers.linear;
import static lungo.lib.nn.Layers.maxPool2d;
import static lungo.lib.nn.Layers.relu;
import static lungo.lib.nn.Layers.sequential;

import lungo.lib.nn.NamedSequential;

/**
 * The first convolutional network that went to work: it read handwritten digits. Here with ReLU and maximum pooling, as it
 * is built today, where the paper has a scaled tanh and pooling with weights. 61,706 parameters for one input channel and
 * ten classes, 62,006 for three. LeCun, Bottou, Bengio and Haffner 1998.
 */
public final class LeNet5 {

    private LeNet5() {}

    /** For pictures (N, C, 28, 28), which get a margin of 2 pixels; gives logits (N, classes). */
    public static NamedSequential mnist(int classes) {
        return of(classes, 2);
    }

    /** For pictures (N, C, 32, 32), the paper's size; gives logits (N, classes). */
    public static NamedSequential cifar(int classes) {
        return of(classes, 0);
    }

    private static NamedSequential of(int classes, int margin) {
        var features = sequential(
                conv2d(6, 5, 1, margin),
                relu(),
                maxPool2d(2), // (N, 6, 14, 14)
                conv2d(16, 5),
                relu(),
                maxPool2d(2)); // (N, 16, 5, 5)
        return new NamedSequential()
                .add("features", features)
                .add("flatten", flatten()) // (N, 400)
                .add("classifier", sequential(linear(120), relu(), linear(84), relu(), linear(classes)));
    }
}
