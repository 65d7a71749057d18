package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;
import java.util.Random;
import lungo.lib.data.TensorDataset;

/** Networks and data to look at. */
final class Networks {
    private Networks() {}

    static NDManager manager() {
        return NDManager.newBaseManager("PyTorch");
    }

    static Conv2d conv(int out, int kernel, int padding) {
        return Conv2d.builder()
                .setFilters(out)
                .setKernelShape(new Shape(kernel, kernel))
                .optPadding(new Shape(padding, padding))
                .build();
    }

    static Linear linear(int out) {
        return Linear.builder().setUnits(out).build();
    }

    /** LeNet-5 with ReLU and max pooling, for (n, 1, 28, 28): 61,706 parameters. */
    static SequentialBlock lenet() {
        return new SequentialBlock()
                .add(conv(6, 5, 2))
                .add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(conv(16, 5, 0))
                .add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock())
                .add(linear(120))
                .add(Activation.reluBlock())
                .add(linear(84))
                .add(Activation.reluBlock())
                .add(linear(10));
    }

    /** A small network whose behaviour differs between training and evaluation, for (n, 1, 8, 8). */
    static SequentialBlock moody() {
        return new SequentialBlock()
                .add(conv(4, 3, 1))
                .add(BatchNorm.builder().optAxis(1).build())
                .add(Dropout.builder().optRate(0.5f).build())
                .add(Blocks.batchFlattenBlock())
                .add(linear(3));
    }

    static <B extends Block> B initialised(B net, NDManager manager, long... shape) {
        net.initialize(manager, DataType.FLOAT32, new Shape(shape));
        return net;
    }

    /** All values of all parameters, in order. */
    static float[][] values(Block net) {
        return net.getParameters().values().stream()
                .map(Parameter::getArray)
                .map(NDArray::toFloatArray)
                .toArray(float[][]::new);
    }

    /** Pictures of formula-made values, (count, channels, side, side), and classes i modulo 3. */
    static TensorDataset pictures(NDManager manager, int count, int channels, int side) {
        var values = new float[count * channels * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.37 + 1);
        }
        var y = new long[count];
        Arrays.setAll(y, i -> i % 3);
        return new TensorDataset(
                manager.create(values, new Shape(count, channels, side, side)), manager.create(y), "a formula");
    }

    /** Points of {@code classes} clouds on a circle, x (count, 2). */
    static TensorDataset clouds(NDManager manager, int count, int classes) {
        var random = new Random(3);
        var x = new float[2 * count];
        var y = new long[count];
        for (int i = 0; i < count; i++) {
            y[i] = i % classes;
            var angle = 2 * Math.PI * y[i] / classes;
            x[2 * i] = (float) (2 * Math.cos(angle) + 0.6 * random.nextGaussian());
            x[2 * i + 1] = (float) (2 * Math.sin(angle) + 0.6 * random.nextGaussian());
        }
        return new TensorDataset(manager.create(x, new Shape(count, 2)), manager.create(y), "clouds");
    }
}
