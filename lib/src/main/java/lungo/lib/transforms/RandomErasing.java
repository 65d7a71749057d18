package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import lungo.lib.script.Script;

/**
 * Blacks out a rectangle of each picture with probability {@code p}: from {@code least} to {@code most} of its area, between
 * 0.3 and 3.3 times as high as wide. Zhong et al. 2017; {@code torchvision.transforms.RandomErasing}.
 *
 * <p>A data set augments before it normalises, and so a network sees (0 − mean) / std there, black. Torchvision's own
 * training recipe erases after {@code Normalize}, where its 0 is the mean colour.
 */
public record RandomErasing(double p, double least, double most) implements Planned {

    /** A rectangle's upper left corner, height and width in pixels; none where the height is 0. */
    public record Box(int top, int left, int height, int width) {
        static final Box NONE = new Box(0, 0, 0, 0);
    }

    private static final Script SCRIPT = Script.of("""
            def erase(self, x: Tensor, box: Tensor) -> Tensor:
              device = ops.prim.device(x)
              row = torch.arange(torch.size(x, 2), dtype=4, layout=None, device=device, pin_memory=False)
              column = torch.arange(torch.size(x, 3), dtype=4, layout=None, device=device, pin_memory=False)
              top = torch.slice(box, 1, 0, 1, 1)
              left = torch.slice(box, 1, 1, 2, 1)
              down = torch.logical_and(torch.ge(row, top), torch.lt(row, torch.slice(box, 1, 2, 3, 1)))
              across = torch.logical_and(torch.ge(column, left), torch.lt(column, torch.slice(box, 1, 3, 4, 1)))
              inside = torch.logical_and(torch.unsqueeze(down, 2), torch.unsqueeze(across, 1))
              return torch.masked_fill(x, torch.unsqueeze(inside, 1), 0)
            """);

    private static final int TRIES = 10;
    private static final double LOG_OF_RATIO = Math.log(3.3);
    private static final double LOG_OF_LEAST_RATIO = Math.log(0.3);

    /** Throws IllegalArgumentException unless p is a probability and the areas parts of a whole, in their order. */
    public RandomErasing {
        Pictures.requireProbability(p);
        if (!(least >= 0 && most >= least && most <= 1)) {
            throw new IllegalArgumentException(
                    "The erased area lies between 0 and 1 of the picture's; got " + least + " to " + most + ".");
        }
    }

    /** Torchvision's own areas, 0.02 to 0.33 of the picture's. */
    public RandomErasing(double p) {
        this(p, 0.02, 0.33);
    }

    @Override
    public Plan plan(Shape x, SplittableRandom random) {
        var boxes = new Box[Pictures.count(x)];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = random.nextDouble() < p ? box(x, random) : Box.NONE;
        }
        return plan(x, boxes);
    }

    /** As torchvision draws it: up to ten times, until one fits into the picture. */
    private Box box(Shape shape, SplittableRandom random) {
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        for (int i = 0; i < TRIES; i++) {
            double area = height * width * (least + (most - least) * random.nextDouble());
            double ratio = Math.exp(LOG_OF_LEAST_RATIO + (LOG_OF_RATIO - LOG_OF_LEAST_RATIO) * random.nextDouble());
            int h = (int) Math.rint(Math.sqrt(area * ratio));
            int w = (int) Math.rint(Math.sqrt(area / ratio));
            if (h < height && w < width) {
                return new Box(random.nextInt(height - h + 1), random.nextInt(width - w + 1), h, w);
            }
        }
        return Box.NONE;
    }

    /** x (N, channels, H, W) with a rectangle of each picture set to 0; what of it lies outside is passed over. */
    public static NDArray erase(NDArray x, Box... boxes) {
        Pictures.requireOneEach(x, boxes.length, "rectangles");
        return plan(x.getShape(), boxes).apply(x);
    }

    static Plan plan(Shape x, Box... boxes) {
        var edges = new float[4 * boxes.length]; // top, left, and the first row and column beyond
        for (int i = 0; i < boxes.length; i++) {
            edges[4 * i] = boxes[i].top();
            edges[4 * i + 1] = boxes[i].left();
            edges[4 * i + 2] = boxes[i].top() + boxes[i].height();
            edges[4 * i + 3] = boxes[i].left() + boxes[i].width();
        }
        return new Plan(edges, x, RandomErasing::erased);
    }

    private static NDArray erased(NDArray x, NDArray numbers, long start) {
        return SCRIPT.array("erase", x, Pictures.part(x, numbers, start, 4));
    }
}
