package lungo.lib.models;

import static lungo.lib.nn.Layers.adaptiveAvgPool2d;
import static lungo.lib.nn.Layers.conv2d;
import static lungo.lib.nn.Layers.dropout;
import static lungo.lib.nn.Layers.flatten;
import static lungo.lib.nn.Layers.linear;
import static lungo.lib.nn.Layers.maxPool2d;
import static lungo.lib.nn.Layers.relu;
import static lungo.lib.nn.Layers.sequential;

import ai.djl.nn.Block;
import lungo.lib.nn.NamedSequential;

/**
 * The network that won ImageNet's contest in 2012: five convolutions and three linear layers. As torchvision has it, in the
 * widths of Krizhevsky 2014 (64, 192, 384, 256, 256); the first paper's, on two GPUs, are 96, 256, 384, 384, 256. Krizhevsky,
 * Sutskever and Hinton 2012.
 */
public final class AlexNet {

    private AlexNet() {}

    /** For pictures (N, 3, 224, 224), 63 × 63 at least; 61,100,840 parameters with 1,000 classes. Gives logits (N, classes). */
    public static NamedSequential imageNet(int classes) {
        var features = sequential(
                conv2d(64, 11, 4, 2),
                relu(),
                maxPool2d(3, 2, 0), // (N, 64, 27, 27)
                conv2d(192, 5, 1, 2),
                relu(),
                maxPool2d(3, 2, 0), // (N, 192, 13, 13)
                conv2d(384, 3, 1, 1),
                relu(),
                conv2d(256, 3, 1, 1),
                relu(),
                conv2d(256, 3, 1, 1),
                relu(),
                maxPool2d(3, 2, 0)); // (N, 256, 6, 6)
        return new NamedSequential()
                .add("features", features)
                .add("avgpool", adaptiveAvgPool2d(6, 6))
                .add("flatten", flatten()) // (N, 9216)
                .add("classifier", classifier(4096, classes));
    }

    /** For pictures (N, 3, 32, 32): {@link #cifar(int, int)} with 64 channels after the first convolution. */
    public static NamedSequential cifar(int classes) {
        return cifar(classes, 64);
    }

    /**
     * A form of ours for pictures (N, 3, 32, 32): five convolutions of 3 × 3, the first of {@code width} channels and stride 2
     * and the others wider in AlexNet's proportions, then linear layers of 16 · width. 4,361,034 parameters with a width of
     * 64 and ten classes. Gives logits (N, classes).
     */
    public static NamedSequential cifar(int classes, int width) {
        var features = sequential(
                conv2d(width, 3, 2, 1),
                relu(),
                maxPool2d(2), // (N, width, 8, 8)
                conv2d(3 * width, 3, 1, 1),
                relu(),
                maxPool2d(2), // (N, 3 width, 4, 4)
                conv2d(6 * width, 3, 1, 1),
                relu(),
                conv2d(4 * width, 3, 1, 1),
                relu(),
                conv2d(4 * width, 3, 1, 1),
                relu(),
                maxPool2d(2)); // (N, 4 width, 2, 2)
        return new NamedSequential()
                .add("features", features)
                .add("flatten", flatten()) // (N, 16 width)
                .add("classifier", classifier(16 * width, classes));
    }

    private static Block classifier(int width, int classes) {
        return sequential(dropout(0.5), linear(width), relu(), dropout(0.5), linear(width), relu(), linear(classes));
    }
}
