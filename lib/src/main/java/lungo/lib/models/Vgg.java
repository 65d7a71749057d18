package lungo.lib.models;

import static lungo.lib.nn.Layers.adaptiveAvgPool2d;
import static lungo.lib.nn.Layers.batchNorm2d;
import static lungo.lib.nn.Layers.conv2d;
import static lungo.lib.nn.Layers.dropout;
import static lungo.lib.nn.Layers.flatten;
import static lungo.lib.nn.Layers.linear;
import static lungo.lib.nn.Layers.maxPool2d;
import static lungo.lib.nn.Layers.relu;
import static lungo.lib.nn.Layers.sequential;

import ai.djl.nn.SequentialBlock;
import ai.djl.training.initializer.Initializer;
import java.util.Map;
import lungo.lib.nn.Fan;
import lungo.lib.nn.Gain;
import lungo.lib.nn.Initializers;
import lungo.lib.nn.NamedSequential;

/**
 * Deep by repetition: five stages of 3 × 3 convolutions, each followed by a pooling that halves the picture, and three
 * linear layers. Layers and starting values are torchvision's. Simonyan and Zisserman 2015, columns A (11), B (13), D (16)
 * and E (19).
 */
public final class Vgg {

    /** How many convolutions each stage has, by the number of layers with weights. */
    private static final Map<Integer, int[]> STAGES = Map.of(
            11, new int[] {1, 1, 2, 2, 2},
            13, new int[] {2, 2, 2, 2, 2},
            16, new int[] {2, 2, 3, 3, 3},
            19, new int[] {2, 2, 4, 4, 4});

    private static final int WIDTH = 64;

    private Vgg() {}

    /**
     * For pictures (N, 3, 224, 224), 32 × 32 at least; with 1,000 classes 132,863,336 parameters at a depth of 11,
     * 138,357,544 at 16, 143,667,240 at 19. Gives logits (N, classes). Throws IllegalArgumentException for other depths than
     * 11, 13, 16 and 19.
     */
    public static NamedSequential imageNet(int depth, int classes) {
        var classifier =
                sequential(linear(4096), relu(), dropout(0.5), linear(4096), relu(), dropout(0.5), linear(classes));
        return started(new NamedSequential()
                .add("features", features(depth, WIDTH, false)) // (N, 512, 7, 7)
                .add("avgpool", adaptiveAvgPool2d(7, 7))
                .add("flatten", flatten()) // (N, 25088)
                .add("classifier", classifier));
    }

    /** For pictures (N, 3, 32, 32): {@link #cifar(int, int, int)} with 64 channels in the first stage. */
    public static NamedSequential cifar(int depth, int classes) {
        return cifar(depth, classes, WIDTH);
    }

    /**
     * A form for pictures (N, 3, 32, 32): the stages of torchvision's {@code vgg11_bn} and its like, with batch norm, since
     * without it the deeper ones hardly begin to learn, from {@code width} channels to 8 · width; then one linear layer, for
     * the stages leave a single pixel. Gives logits (N, classes). Throws IllegalArgumentException for other depths.
     */
    public static NamedSequential cifar(int depth, int classes, int width) {
        return started(new NamedSequential()
                .add("features", features(depth, width, true)) // (N, 8 width, 1, 1)
                .add("flatten", flatten())
                .add("classifier", linear(classes)));
    }

    private static SequentialBlock features(int depth, int width, boolean batchNorm) {
        int[] stages = STAGES.get(depth);
        if (stages == null) {
            throw new IllegalArgumentException("There is no VGG-" + depth + ": choose a depth of 11, 13, 16 or 19.");
        }
        var features = new SequentialBlock();
        for (int stage = 0; stage < stages.length; stage++) {
            int channels = width * Math.min(8, 1 << stage);
            for (int i = 0; i < stages[stage]; i++) {
                features.add(conv2d(channels, 3, 1, 1));
                if (batchNorm) {
                    features.add(batchNorm2d());
                }
                features.add(relu());
            }
            features.add(maxPool2d(2));
        }
        return features;
    }

    /** torchvision's starting values: He's for convolutions, by their outputs, small normal ones for linear layers. */
    private static NamedSequential started(NamedSequential net) {
        Starts.convolutions(net, Initializers.kaimingNormal(Fan.OUT, Gain.RELU));
        Starts.convolutionBiases(net, Initializer.ZEROS);
        Starts.linears(net, Initializers.normal(0, 0.01));
        Starts.linearBiases(net, Initializer.ZEROS);
        return net;
    }
}
