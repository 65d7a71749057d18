package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import lungo.lib.script.Script;

/** Mirrors each picture, left to right, with probability {@code p}; {@code torchvision.transforms.RandomHorizontalFlip}. */
public record RandomHorizontalFlip(double p) implements Planned {

    private static final Script SCRIPT = Script.of("""
            def hflip(self, x: Tensor, which: Tensor) -> Tensor:
              return torch.where(torch.gt(which, 0), torch.flip(x, [3]), x)
            """);

    /** Throws IllegalArgumentException unless {@code p} is a probability. */
    public RandomHorizontalFlip {
        Pictures.requireProbability(p);
    }

    @Override
    public Plan plan(Shape x, SplittableRandom random) {
        return new Plan(Pictures.drawn(x, random, r -> r.nextDouble() < p ? 1 : 0), x, RandomHorizontalFlip::flipped);
    }

    /** x (N, channels, H, W) with those pictures mirrored for which {@code which} (N) is true. */
    public static NDArray hflip(NDArray x, boolean... which) {
        Pictures.requireOneEach(x, which.length, "choices");
        var ones = new float[which.length];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = which[i] ? 1 : 0;
        }
        return new Plan(ones, x.getShape(), RandomHorizontalFlip::flipped).apply(x);
    }

    private static NDArray flipped(NDArray x, NDArray numbers, long start) {
        return SCRIPT.array("hflip", x, Pictures.part(x, numbers, start, 1, 1, 1));
    }
}
