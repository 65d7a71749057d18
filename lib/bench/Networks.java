import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** The networks that are measured; torch_side.py has the same ones, and run.py compares their numbers of parameters. */
final class Networks {

    private Networks() {}

    /** The notes' network, of the given width: in, width, width, 10, with ReLU between. */
    static Block mlp(int width) {
        return new SequentialBlock()
                .add(linear(width))
                .add(Activation.reluBlock())
                .add(linear(width))
                .add(Activation.reluBlock())
                .add(linear(10));
    }

    static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    /** LeNet-5 for 28 × 28 grey images, 61,706 parameters. LeCun et al. 1998, with ReLU and max pooling. */
    static Block lenet() {
        return new SequentialBlock()
                .add(conv(6, 5, 1, 2, true))
                .add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(conv(16, 5, 1, 0, true))
                .add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock())
                .add(linear(120))
                .add(Activation.reluBlock())
                .add(linear(84))
                .add(Activation.reluBlock())
                .add(linear(10));
    }

    /** ResNet-18 for 32 × 32 colour images: a 3 × 3 stem without pooling, 11,173,962 parameters. He et al. 2015. */
    static Block resnet18() {
        var net = new SequentialBlock()
                .add(conv(64, 3, 1, 1, false))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock());
        int channels = 64;
        for (int filters : new int[] {64, 128, 256, 512}) {
            int stride = filters == channels ? 1 : 2;
            net.add(residual(channels, filters, stride)).add(residual(filters, filters, 1));
            channels = filters;
        }
        return net.add(Pool.globalAvgPool2dBlock()).add(linear(10));
    }

    private static Block residual(int channels, int filters, int stride) {
        var body = new SequentialBlock()
                .add(conv(filters, 3, stride, 1, false))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(conv(filters, 3, 1, 1, false))
                .add(BatchNorm.builder().build());
        Block shortcut = stride == 1 && channels == filters
                ? Blocks.identityBlock()
                : new SequentialBlock().add(conv(filters, 1, stride, 0, false)).add(BatchNorm.builder().build());
        return new ParallelBlock(Networks::addThenRelu, List.of(body, shortcut));
    }

    private static NDList addThenRelu(List<NDList> branches) {
        NDArray sum = branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow());
        return new NDList(Activation.relu(sum));
    }

    private static Block conv(int filters, int kernel, int stride, int padding, boolean bias) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(bias)
                .build();
    }
}
