package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import lungo.lib.script.Script;

/** Mirrors each picture, left to right, with probability {@code p}; {@code torchvision.transforms.RandomHorizontalFlip}. */
public record RandomHorizontalFlip(double p) implements Transform {

    private static final Script SCRIPT = Script.of("""
            def hflip(self, x: Tensor, which: Tensor) -> Tensor:
              return torch.where(torch.gt(which, 0), torch.flip(x, [3]), x)
            """);

    /** Throws IllegalArgumentException unless {@code p} is a probability. */
    public RandomHorizontalFlip {
        Pictures.requireProbability(p);
    }

    @Override
    public NDArray apply(NDArray x, SplittableRandom random) {
        return flipped(x, Pictures.drawn(x, random, r -> r.nextDouble() < p ? 1 : 0));
    }

    /** x (N, channels, H, W) with those pictures mirrored for which {@code which} (N) is true. */
    public static NDArray hflip(NDArray x, boolean... which) {
        var ones = new double[which.length];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = which[i] ? 1 : 0;
        }
        return flipped(x, ones);
    }

    private static NDArray flipped(NDArray x, double[] which) {
        return SCRIPT.array("hflip", x, Pictures.perPicture(x, which));
    }
}
