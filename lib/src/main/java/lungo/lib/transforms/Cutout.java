package lungo.lib.transforms;

import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/**
 * Blacks out a square of {@code size} pixels about a pixel of each picture, cut off where it reaches beyond the edge.
 * As with {@link RandomErasing}, black is 0 before a data set normalises, (0 − mean) / std after it, while the paper cuts
 * out after it. DeVries and Taylor 2017, "Improved Regularization of Convolutional Neural Networks with Cutout".
 */
public record Cutout(int size) implements Planned {

    /** Throws IllegalArgumentException if the size is below 1. */
    public Cutout {
        if (size < 1) {
            throw new IllegalArgumentException("A square has a side of at least 1 pixel, not " + size + ".");
        }
    }

    @Override
    public Plan plan(Shape x, SplittableRandom random) {
        var boxes = new RandomErasing.Box[Pictures.count(x)];
        for (int i = 0; i < boxes.length; i++) {
            int top = random.nextInt((int) x.get(2)) - size / 2;
            int left = random.nextInt((int) x.get(3)) - size / 2;
            boxes[i] = new RandomErasing.Box(top, left, size, size);
        }
        return RandomErasing.plan(x, boxes);
    }
}
