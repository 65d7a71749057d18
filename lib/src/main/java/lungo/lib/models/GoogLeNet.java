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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lungo.lib.nn.BatchNorm2d;
import lungo.lib.nn.Concat;
import lungo.lib.nn.Initializers;
import lungo.lib.nn.NamedSequential;

/**
 * GoogLeNet, 22 layers deep, nine of its modules looking at each place at several scales. Szegedy et al. 2015, "Going Deeper
 * with Convolutions". As torchvision's {@code googlenet}: with batch normalisation (eps 0.001), without the two auxiliary
 * heads, and with 3×3 kernels where the paper has 5×5 ones. Names and starting values are torchvision's.
 */
public final class GoogLeNet {

    /** A module's channels, in the order of the paper's table: what each branch gives, and has before its large kernel. */
    private record Inception(int one, int threeBefore, int three, int fiveBefore, int five, int pooled) {
        Inception kept(int width) {
            return new Inception(
                    share(one, width),
                    share(threeBefore, width),
                    share(three, width),
                    share(fiveBefore, width),
                    share(five, width),
                    share(pooled, width));
        }

        private static int share(int channels, int width) {
            return Math.max(1, channels * width / WIDTH);
        }
    }

    /** The channels that the first module takes. */
    private static final int WIDTH = 192;

    private static final Map<String, Inception> MODULES = modules();

    private GoogLeNet() {}

    private static Map<String, Inception> modules() {
        var modules = new LinkedHashMap<String, Inception>();
        modules.put("3a", new Inception(64, 96, 128, 16, 32, 32));
        modules.put("3b", new Inception(128, 128, 192, 32, 96, 64));
        modules.put("4a", new Inception(192, 96, 208, 16, 48, 64));
        modules.put("4b", new Inception(160, 112, 224, 24, 64, 64));
        modules.put("4c", new Inception(128, 128, 256, 24, 64, 64));
        modules.put("4d", new Inception(112, 144, 288, 32, 64, 64));
        modules.put("4e", new Inception(256, 160, 320, 32, 128, 128));
        modules.put("5a", new Inception(256, 160, 320, 32, 128, 128));
        modules.put("5b", new Inception(384, 192, 384, 48, 128, 128));
        return modules;
    }

    /** For pictures (n, 3, 224, 224) or so, which its stem brings down to an eighth a side. */
    public static NamedSequential imageNet(int classes) {
        var stem = new NamedSequential()
                .add("conv1", convolution(64, 7, 2, 3))
                .add("maxpool1", maxPool2d(3, 2, 0, true))
                .add("conv2", convolution(64, 1, 1, 0))
                .add("conv3", convolution(192, 3, 1, 1))
                .add("maxpool2", maxPool2d(3, 2, 0, true));
        return of(stem, WIDTH, classes);
    }

    /** For pictures (n, 3, 32, 32): one 3×3 convolution and one pooling before the modules, which see 16×16 places, 8×8 and 4×4. */
    public static NamedSequential cifar(int classes) {
        return cifar(classes, WIDTH);
    }

    /** The same with {@code width} channels after the first convolution instead of 192, and all modules in proportion. */
    public static NamedSequential cifar(int classes, int width) {
        var stem = new NamedSequential()
                .add("conv1", convolution(width, 3, 1, 1))
                .add("maxpool2", maxPool2d(3, 2, 0, true));
        return of(stem, width, classes);
    }

    private static NamedSequential of(NamedSequential net, int width, int classes) {
        MODULES.forEach((name, module) -> {
            if (name.equals("4a")) {
                net.add("maxpool3", maxPool2d(3, 2, 0, true));
            } else if (name.equals("5a")) {
                net.add("maxpool4", maxPool2d(2, 2, 0, true));
            }
            net.add("inception" + name, inception(module.kept(width)));
        });
        net.add("avgpool", adaptiveAvgPool2d(1, 1))
                .add("flatten", flatten())
                .add("dropout", dropout(0.2))
                .add("fc", linear(classes));
        var start = Initializers.truncNormal(0, 0.01, -2, 2);
        Starts.convolutions(net, start);
        Starts.linears(net, start);
        return net;
    }

    private static Block inception(Inception module) {
        return Concat.named(
                List.of("branch1", "branch2", "branch3", "branch4"),
                convolution(module.one, 1, 1, 0),
                sequential(convolution(module.threeBefore, 1, 1, 0), convolution(module.three, 3, 1, 1)),
                sequential(convolution(module.fiveBefore, 1, 1, 0), convolution(module.five, 3, 1, 1)),
                sequential(maxPool2d(3, 1, 1, true), convolution(module.pooled, 1, 1, 0)));
    }

    private static Block convolution(int out, int kernel, int stride, int padding) {
        return new NamedSequential()
                .add("conv", conv2d(out, kernel, stride, padding, false))
                .add("bn", new BatchNorm2d(0.001, 0.1))
                .add("relu", relu());
    }
}
