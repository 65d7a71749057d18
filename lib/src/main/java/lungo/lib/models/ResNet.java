package lungo.lib.models;

import static lungo.lib.nn.Layers.adaptiveAvgPool2d;
import static lungo.lib.nn.Layers.batchNorm2d;
import static lungo.lib.nn.Layers.conv2d;
import static lungo.lib.nn.Layers.flatten;
import static lungo.lib.nn.Layers.linear;
import static lungo.lib.nn.Layers.maxPool2d;
import static lungo.lib.nn.Layers.relu;
import static lungo.lib.nn.Layers.sequential;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import lungo.lib.nn.Fan;
import lungo.lib.nn.Gain;
import lungo.lib.nn.Initializers;
import lungo.lib.nn.NamedSequential;
import lungo.lib.nn.Residual;

/**
 * Residual networks, whose blocks learn what to add to their input. He, Zhang, Ren and Sun 2016, "Deep Residual Learning for
 * Image Recognition"; parameters, their names and their starting values are torchvision's {@code resnet18}, {@code resnet34}
 * and {@code resnet50}. Depths 18 and 34 are made of blocks of two 3×3 convolutions, depth 50 of bottlenecks.
 *
 * <pre>{@code
 * var net = ResNet.cifar(18, 10);      // (n, 3, 32, 32) to logits (n, 10)
 * }</pre>
 */
public final class ResNet {

    private static final int WIDTH = 64;

    /** How many blocks each of the four stages has, of which kind, and how many channels the first stage's blocks work on. */
    private record Plan(int[] blocks, boolean bottleneck, int channels) {
        static Plan of(int depth, int channels) {
            return switch (depth) {
                case 18 -> new Plan(new int[] {2, 2, 2, 2}, false, channels);
                case 34 -> new Plan(new int[] {3, 4, 6, 3}, false, channels);
                case 50 -> new Plan(new int[] {3, 4, 6, 3}, true, channels);
                default ->
                    throw new IllegalArgumentException("There is no ResNet-" + depth + " here: take 18, 34 or 50.");
            };
        }

        /** The channels that a block of a stage, counted from 0, gives. */
        int out(int stage) {
            return (channels << stage) * (bottleneck ? 4 : 1);
        }
    }

    private ResNet() {}

    /**
     * For pictures (n, 3, 224, 224) or so: 7×7 convolution and pooling first, which leave a sixteenth of the pixels. Throws
     * IllegalArgumentException if the depth is none of 18, 34, 50.
     */
    public static NamedSequential imageNet(int depth, int classes) {
        var plan = Plan.of(depth, WIDTH);
        var stem = new NamedSequential()
                .add("conv1", conv2d(plan.channels, 7, 2, 3, false))
                .add("bn1", batchNorm2d())
                .add("relu", relu())
                .add("maxpool", maxPool2d(3, 2, 1));
        return of(stem, plan, classes);
    }

    /** For pictures (n, 3, 32, 32): a 3×3 convolution first, and no pooling. As {@link #imageNet} else. */
    public static NamedSequential cifar(int depth, int classes) {
        return cifar(depth, classes, WIDTH);
    }

    /** The same with {@code width} channels in the first stage instead of 64, and the other stages in proportion. */
    public static NamedSequential cifar(int depth, int classes, int width) {
        var plan = Plan.of(depth, width);
        var stem = new NamedSequential()
                .add("conv1", conv2d(plan.channels, 3, 1, 1, false))
                .add("bn1", batchNorm2d())
                .add("relu", relu());
        return of(stem, plan, classes);
    }

    private static NamedSequential of(NamedSequential net, Plan plan, int classes) {
        int in = plan.channels;
        for (int stage = 0; stage < plan.blocks.length; stage++) {
            net.add("layer" + (stage + 1), stage(in, plan, stage));
            in = plan.out(stage);
        }
        net.add("avgpool", adaptiveAvgPool2d(1, 1)).add("flatten", flatten()).add("fc", linear(classes));
        Starts.convolutions(net, Initializers.kaimingNormal(Fan.OUT, Gain.RELU));
        return net;
    }

    private static Block stage(int in, Plan plan, int stage) {
        var blocks = sequential();
        for (int i = 0; i < plan.blocks[stage]; i++) {
            int stride = i == 0 && stage > 0 ? 2 : 1;
            int width = plan.channels << stage;
            var body = plan.bottleneck ? bottleneck(width, stride) : basic(width, stride);
            boolean fits = stride == 1 && (i > 0 || in == plan.out(stage));
            var block = fits
                    ? Residual.named("", body, "shortcut", Blocks.identityBlock())
                    : Residual.named("", body, "downsample", projection(plan.out(stage), stride));
            blocks.add(new NamedSequential().add("", block).add("relu", relu()));
        }
        return blocks;
    }

    private static Block basic(int width, int stride) {
        return new NamedSequential()
                .add("conv1", conv2d(width, 3, stride, 1, false))
                .add("bn1", batchNorm2d())
                .add("relu", relu())
                .add("conv2", conv2d(width, 3, 1, 1, false))
                .add("bn2", batchNorm2d());
    }

    /** The stride is the 3×3 convolution's, as in torchvision; the paper has the first 1×1 take it. */
    private static Block bottleneck(int width, int stride) {
        return new NamedSequential()
                .add("conv1", conv2d(width, 1, 1, 0, false))
                .add("bn1", batchNorm2d())
                .add("relu1", relu())
                .add("conv2", conv2d(width, 3, stride, 1, false))
                .add("bn2", batchNorm2d())
                .add("relu2", relu())
                .add("conv3", conv2d(4 * width, 1, 1, 0, false))
                .add("bn3", batchNorm2d());
    }

    /** A shortcut that changes channels and size as the body does, so that the two can be added. */
    private static Block projection(int out, int stride) {
        return sequential(conv2d(out, 1, stride, 0, false), batchNorm2d());
    }
}
