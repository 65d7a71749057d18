package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import lungo.lib.transforms.Plan;
import lungo.lib.transforms.Planned;
import lungo.lib.transforms.Transform;

/**
 * What changes the batches of an epoch. All that is drawn for them goes to the device at once, where the transform knows it
 * beforehand: a copy for each batch would have the loop wait each time until a GPU has done all that it was given.
 */
final class Augmentation {

    private final Transform transform;
    private final long seed;
    private final List<Plan.Change> changes = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private NDArray numbers;

    /** Of batches so large of examples of shape (N, …), each drawn by the seed and its own number. */
    Augmentation(Transform transform, long seed, Shape examples, NDManager manager, int... sizes) {
        this.transform = transform;
        this.seed = seed;
        if (transform != null) {
            transform.planned().ifPresent(planned -> draw(planned, examples.slice(1), manager, sizes));
        }
    }

    private void draw(Planned planned, Shape example, NDManager manager, int... sizes) {
        var all = new float[0];
        int end = 0;
        for (int i = 0; i < sizes.length; i++) {
            Plan plan = planned.plan(new Shape(sizes[i]).addAll(example), random(i));
            changes.add(plan.change());
            starts.add((long) end);
            int start = end;
            end += plan.numbers().length;
            all = all.length < end ? Arrays.copyOf(all, Math.max(end, 2 * all.length)) : all;
            System.arraycopy(plan.numbers(), 0, all, start, end - start);
        }
        numbers = manager.create(Arrays.copyOf(all, end));
    }

    /** An epoch has fewer batches than this prime, so that no two epochs of near seeds share their numbers. */
    private SplittableRandom random(int batch) {
        return new SplittableRandom(seed * 1_000_003 + batch);
    }

    NDArray apply(NDArray x, int batch) {
        return numbers == null
                ? transform.apply(x, random(batch))
                : changes.get(batch).of(x, numbers, starts.get(batch));
    }

    void close() {
        if (numbers != null) {
            numbers.close();
        }
    }
}
