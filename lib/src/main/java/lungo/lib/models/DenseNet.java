package lungo.lib.models;

import static lungo.lib.nn.Layers.adaptiveAvgPool2d;
import static lungo.lib.nn.Layers.avgPool2d;
import static lungo.lib.nn.Layers.batchNorm2d;
import static lungo.lib.nn.Layers.conv2d;
import static lungo.lib.nn.Layers.flatten;
import static lungo.lib.nn.Layers.linear;
import static lungo.lib.nn.Layers.maxPool2d;
import static lungo.lib.nn.Layers.relu;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.training.initializer.Initializer;
import java.util.List;
import lungo.lib.nn.Concat;
import lungo.lib.nn.Initializers;
import lungo.lib.nn.NamedSequential;

/**
 * Densely connected networks: each layer of a block sees what all layers before it gave, and joins {@code growth} channels
 * to that. Huang, Liu, van der Maaten and Weinberger 2017, "Densely Connected Convolutional Networks", with bottlenecks and
 * compression (DenseNet-BC). Parameters, names and starting values are torchvision's {@code densenet121} and so on.
 */
public final class DenseNet {

    private static final int BOTTLENECK = 4;

    private DenseNet() {}

    /**
     * For pictures (n, 3, 224, 224) or so, growing by 32 channels a layer. Throws IllegalArgumentException if the depth is
     * none of 121, 169, 201.
     */
    public static NamedSequential imageNet(int depth, int classes) {
        int[] layers =
                switch (depth) {
                    case 121 -> new int[] {6, 12, 24, 16};
                    case 169 -> new int[] {6, 12, 32, 32};
                    case 201 -> new int[] {6, 12, 48, 32};
                    default ->
                        throw new IllegalArgumentException(
                                "There is no DenseNet-" + depth + " for large pictures here: take 121, 169 or 201.");
                };
        var stem = new NamedSequential()
                .add("conv0", conv2d(64, 7, 2, 3, false))
                .add("norm0", batchNorm2d())
                .add("relu0", relu())
                .add("pool0", maxPool2d(3, 2, 1));
        return of(stem, 64, 32, classes, layers);
    }

    /**
     * For pictures (n, 3, 32, 32), as in the paper's section 4: a 3×3 convolution, then three blocks of (depth − 4) / 6
     * layers; the paper's smallest with bottlenecks has depth 100 and growth 12. Throws IllegalArgumentException if the depth
     * is not 4 more than a multiple of 6, or growth is not above 0.
     */
    public static NamedSequential cifar(int depth, int growth, int classes) {
        if (depth < 10 || (depth - 4) % 6 != 0 || growth < 1) {
            throw new IllegalArgumentException("A DenseNet for 32×32 pictures has a depth of 6 n + 4, such as 22, 40 or"
                    + " 100, and grows by at least 1 channel a layer; not depth " + depth + ", growth " + growth + ".");
        }
        int layers = (depth - 4) / 6;
        var stem = new NamedSequential().add("conv0", conv2d(2 * growth, 3, 1, 1, false));
        return of(stem, 2 * growth, growth, classes, layers, layers, layers);
    }

    private static NamedSequential of(NamedSequential features, int in, int growth, int classes, int... layers) {
        int channels = in;
        for (int i = 0; i < layers.length; i++) {
            features.add("denseblock" + (i + 1), block(layers[i], growth));
            channels += layers[i] * growth;
            if (i < layers.length - 1) {
                channels /= 2;
                features.add("transition" + (i + 1), transition(channels));
            }
        }
        features.add("norm5", batchNorm2d());
        var net = new NamedSequential()
                .add("features", features)
                .add("relu", relu())
                .add("avgpool", adaptiveAvgPool2d(1, 1))
                .add("flatten", flatten())
                .add("classifier", linear(classes));
        Starts.convolutions(net, Initializers.kaimingNormal());
        Starts.linearBiases(net, Initializer.ZEROS);
        return net;
    }

    private static Block block(int layers, int growth) {
        var block = new NamedSequential();
        for (int i = 1; i <= layers; i++) {
            block.add("denselayer" + i, Concat.named(List.of("", ""), Blocks.identityBlock(), layer(growth)));
        }
        return block;
    }

    /** Norm and ReLU stand before each convolution, not after it. */
    private static Block layer(int growth) {
        return new NamedSequential()
                .add("norm1", batchNorm2d())
                .add("relu1", relu())
                .add("conv1", conv2d(BOTTLENECK * growth, 1, 1, 0, false))
                .add("norm2", batchNorm2d())
                .add("relu2", relu())
                .add("conv2", conv2d(growth, 3, 1, 1, false));
    }

    private static Block transition(int out) {
        return new NamedSequential()
                .add("norm", batchNorm2d())
                .add("relu", relu())
                .add("conv", conv2d(out, 1, 1, 0, false))
                .add("pool", avgPool2d(2));
    }
}
