package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import lungo.lib.script.Script;

/**
 * Cuts a part of {@code height} × {@code width} pixels out of each picture, at a place of its own, after {@code padding}
 * pixels of 0 were put around it; {@code torchvision.transforms.RandomCrop}.
 */
public record RandomCrop(int height, int width, int padding) implements Planned {

    private static final Script SCRIPT = Script.of("""
            def crop(self, x: Tensor, corner: Tensor, height: int, width: int, padding: int) -> Tensor:
              corner = torch.to(corner, 4, False, False)
              y = torch.constant_pad_nd(x, [padding, padding, padding, padding], 0)
              n = torch.size(y, 0)
              c = torch.size(y, 1)
              h = torch.size(y, 2)
              w = torch.size(y, 3)
              device = ops.prim.device(x)
              planes = torch.arange(torch.mul(n, c), dtype=4, layout=None, device=device, pin_memory=False)
              down = torch.arange(height, dtype=4, layout=None, device=device, pin_memory=False)
              across = torch.arange(width, dtype=4, layout=None, device=device, pin_memory=False)
              rows = torch.add(torch.slice(corner, 1, 0, 1, 1), down)
              rows = torch.add(torch.view(torch.mul(planes, h), [n, c, 1]), torch.unsqueeze(rows, 1))
              lines = torch.index_select(torch.view(y, [-1, w]), 0, torch.view(rows, [-1]))
              columns = torch.add(torch.slice(corner, 1, 1, 2, 1), across)
              columns = torch.expand(torch.view(columns, [n, 1, 1, width]), [n, c, height, width])
              return torch.gather(torch.view(lines, [n, c, height, w]), 3, columns)
            """);

    /** Throws IllegalArgumentException if the size is below 1, or the padding below 0. */
    public RandomCrop {
        if (height < 1 || width < 1 || padding < 0) {
            throw new IllegalArgumentException("A crop has at least 1 by 1 pixels and no negative padding; got "
                    + height + " by " + width + ", padding " + padding + ".");
        }
    }

    /** Cuts squares. */
    public RandomCrop(int size, int padding) {
        this(size, size, padding);
    }

    @Override
    public Plan plan(Shape x, SplittableRandom random) {
        int n = Pictures.count(x);
        requireRoom(x);
        var corners = new float[2 * n];
        for (int i = 0; i < n; i++) {
            corners[2 * i] = random.nextLong(x.get(2) + 2 * padding - height + 1);
            corners[2 * i + 1] = random.nextLong(x.get(3) + 2 * padding - width + 1);
        }
        return plan(x, corners);
    }

    /** The parts of x (N, channels, H, W) whose upper left corners in the padded pictures are (top, left), each (N). */
    public NDArray crop(NDArray x, int[] top, int[] left) {
        int n = Pictures.count(x);
        requireRoom(x.getShape());
        if (top.length != n || left.length != n) {
            throw new IllegalArgumentException(
                    top.length + " and " + left.length + " corners do not fit " + n + " pictures.");
        }
        var corners = new float[2 * n];
        for (int i = 0; i < n; i++) {
            corners[2 * i] = requireInside(top[i], x.getShape().get(2) - height, "top");
            corners[2 * i + 1] = requireInside(left[i], x.getShape().get(3) - width, "left");
        }
        return plan(x.getShape(), corners).apply(x);
    }

    private Plan plan(Shape x, float... corners) {
        return new Plan(corners, new Shape(x.get(0), x.get(1), height, width), this::cut);
    }

    private NDArray cut(NDArray x, NDArray numbers, long start) {
        return SCRIPT.array("crop", x, Pictures.part(x, numbers, start, 2), height, width, padding);
    }

    private int requireInside(int at, long most, String which) {
        if (at < 0 || at > most + 2L * padding) {
            throw new IllegalArgumentException("A crop's " + which + " lies between 0 and " + (most + 2L * padding)
                    + " in a padded picture; got " + at + ".");
        }
        return at;
    }

    private void requireRoom(Shape x) {
        if (x.get(2) + 2L * padding < height || x.get(3) + 2L * padding < width) {
            throw new IllegalArgumentException("No " + height + " by " + width + " pixels can be cut out of pictures "
                    + x + " with a padding of " + padding + ": cut less, or pad more.");
        }
    }
}
