package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import lungo.lib.script.Script;

/**
 * Turns each picture about its centre by an angle between −{@code degrees} and {@code degrees}. Each pixel takes its
 * nearest one's value, and 0 where that lies outside; {@code torchvision.transforms.RandomRotation}.
 */
public record RandomRotation(double degrees) implements Planned {

    /** Torchvision's own affine grid (its _gen_affine_grid), a matrix for each picture, transposed and in halves of its sides. */
    private static final Script SCRIPT = Script.of("""
            def rotate(self, x: Tensor, theta: Tensor) -> Tensor:
              n = torch.size(x, 0)
              h = torch.size(x, 2)
              w = torch.size(x, 3)
              device = ops.prim.device(x)
              across = torch.arange(w, dtype=6, layout=None, device=device, pin_memory=False)
              across = torch.add(across, torch.add(torch.mul(w, -0.5), 0.5))
              down = torch.arange(h, dtype=6, layout=None, device=device, pin_memory=False)
              down = torch.add(down, torch.add(torch.mul(h, -0.5), 0.5))
              xs = torch.expand(torch.view(across, [1, w]), [h, w])
              ys = torch.expand(torch.view(down, [h, 1]), [h, w])
              base = torch.view(torch.stack([xs, ys], 2), [1, torch.mul(h, w), 2])
              base = torch.expand(base, [n, torch.mul(h, w), 2])
              grid = torch.bmm(base, theta)
              return torch.grid_sampler(x, torch.view(grid, [n, h, w, 2]), 1, 0, False)
            """);

    /** Throws IllegalArgumentException if the angle is negative. */
    public RandomRotation {
        if (!(degrees >= 0)) {
            throw new IllegalArgumentException("The largest angle is 0 degrees or more; got " + degrees + ".");
        }
    }

    @Override
    public Plan plan(Shape x, SplittableRandom random) {
        var angles = new double[Pictures.count(x)];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = (2 * random.nextDouble() - 1) * degrees;
        }
        return plan(x, angles);
    }

    /** x (N, channels, H, W) turned anticlockwise by an angle each, in degrees. */
    public static NDArray rotate(NDArray x, double... angles) {
        Pictures.requireOneEach(x, angles.length, "angles");
        return plan(x.getShape(), angles).apply(x);
    }

    private static Plan plan(Shape x, double... angles) {
        float halfWidth = x.get(3) * 0.5f;
        float halfHeight = x.get(2) * 0.5f;
        var theta = new float[4 * angles.length]; // (N, 2, 2): from a place in the result to that in the picture
        for (int i = 0; i < angles.length; i++) {
            double radians = Math.toRadians(-angles[i]);
            theta[4 * i] = (float) Math.cos(radians) / halfWidth;
            theta[4 * i + 1] = (float) -Math.sin(radians) / halfHeight;
            theta[4 * i + 2] = (float) Math.sin(radians) / halfWidth;
            theta[4 * i + 3] = (float) Math.cos(radians) / halfHeight;
        }
        return new Plan(
                theta,
                x,
                (pictures, numbers, start) ->
                        SCRIPT.array("rotate", pictures, Pictures.part(pictures, numbers, start, 2, 2)));
    }
}
