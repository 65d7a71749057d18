package lungo.lib.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import java.util.LinkedHashMap;
import java.util.Map;
import lungo.lib.data.TensorDataset;

/** Two clouds of points that a line divides, and small networks with fixed weights to divide them. */
final class Clouds {

    private Clouds() {}

    /** Points around (2, −1) are class 0, those around (−1, 2) class 1. */
    static TensorDataset of(NDManager manager, int n) {
        var classes = new long[n];
        for (int i = 0; i < n; i++) {
            classes[i] = i % 2;
        }
        return new TensorDataset(points(manager, n), manager.create(classes), "two clouds");
    }

    /** The same points with y = x₀ − 2 x₁ + 1, of shape (n, 1). */
    static TensorDataset regression(NDManager manager, int n) {
        NDArray x = points(manager, n);
        NDArray y = x.get(":, 0").sub(x.get(":, 1").mul(2)).add(1).reshape(n, 1);
        return new TensorDataset(x, y, "a plane");
    }

    private static NDArray points(NDManager manager, int n) {
        var points = new float[n * 2];
        for (int i = 0; i < n; i++) {
            points[2 * i] = (float) (2 - 3 * (i % 2) + Math.sin(i));
            points[2 * i + 1] = (float) (-1 + 3 * (i % 2) + Math.cos(3 * i));
        }
        return manager.create(points, new Shape(n, 2));
    }

    /** 2-8-outputs with ReLU; its weights are sines. */
    static SequentialBlock net(NDManager manager, int outputs) {
        return started(
                manager,
                new SequentialBlock()
                        .add(Linear.builder().setUnits(8).build())
                        .add(Activation::relu)
                        .add(Linear.builder().setUnits(outputs).build()));
    }

    /** 2-8-2 with what a step changes or draws beside the weights: batch normalisation and dropout. */
    static SequentialBlock lively(NDManager manager) {
        return started(
                manager,
                new SequentialBlock()
                        .add(Linear.builder().setUnits(8).build())
                        .add(BatchNorm.builder().build())
                        .add(Activation::relu)
                        .add(Dropout.builder().optRate(0.5f).build())
                        .add(Linear.builder().setUnits(2).build()));
    }

    /** 2-8-2 with batch normalisation, as lib/reference/training.py has it. */
    static SequentialBlock normalised(NDManager manager) {
        return started(
                manager,
                new SequentialBlock()
                        .add(Linear.builder().setUnits(8).build())
                        .add(BatchNorm.builder().build())
                        .add(Activation::relu)
                        .add(Linear.builder().setUnits(2).build()));
    }

    private static SequentialBlock started(NDManager manager, SequentialBlock net) {
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
        int[] i = {0};
        net.getParameters().forEach(pair -> {
            NDArray array = pair.getValue().getArray();
            if (pair.getKey().endsWith("weight")) {
                var values = new float[(int) array.size()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = (float) Math.sin(++i[0]);
                }
                array.set(values);
            }
        });
        return net;
    }

    /** All arrays of a network, by their names. */
    static Map<String, float[]> values(Block net) {
        var values = new LinkedHashMap<String, float[]>();
        net.getParameters()
                .forEach(p -> values.put(p.getKey(), p.getValue().getArray().toFloatArray()));
        return values;
    }
}
