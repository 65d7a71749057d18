package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lungo.lib.script.Script;

/**
 * Changes the colours of each picture, in an order drawn for each batch; {@code torchvision.transforms.ColorJitter}.
 * Brightness, contrast and saturation take a factor from max(0, 1 − a) to 1 + a; hue is turned by −a to a, of a whole turn.
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements Planned {

    private static final Script SCRIPT = Script.resource(ColorJitter.class, "color_jitter.torchscript");

    /** Throws IllegalArgumentException if a number is negative, or the hue's above 0.5. */
    public ColorJitter {
        if (!(brightness >= 0 && contrast >= 0 && saturation >= 0 && hue >= 0 && hue <= 0.5)) {
            throw new IllegalArgumentException(
                    "Brightness, contrast and saturation change by 0 or more, hue by 0 to 0.5; got " + brightness + ", "
                            + contrast + ", " + saturation + ", " + hue + ".");
        }
    }

    /** Leaves the hue as it is. */
    public ColorJitter(double brightness, double contrast, double saturation) {
        this(brightness, contrast, saturation, 0);
    }

    @Override
    public Plan plan(Shape x, SplittableRandom random) {
        Pictures.count(x);
        var changes = new ArrayList<Planned>();
        add(changes, brightness, Math.max(0, 1 - brightness), 1 + brightness, "brightness");
        add(changes, contrast, Math.max(0, 1 - contrast), 1 + contrast, "contrast");
        add(changes, saturation, Math.max(0, 1 - saturation), 1 + saturation, "saturation");
        add(changes, hue, -hue, hue, "hue");
        Plan plan = Plan.none(x);
        while (!changes.isEmpty()) {
            plan = plan.then(changes.remove(random.nextInt(changes.size())).plan(x, random));
        }
        return plan;
    }

    private static void add(List<Planned> changes, double by, double from, double to, String property) {
        if (by > 0) {
            changes.add((x, random) ->
                    plan(property, x, Pictures.drawn(x, random, r -> from + (to - from) * r.nextDouble())));
        }
    }

    /** x (N, channels, H, W) times a factor each, between 0 and 1. */
    public static NDArray adjustBrightness(NDArray x, double... factors) {
        return adjust("brightness", x, factors);
    }

    /** x (N, 1 or 3, H, W), farther from its mean grey, or nearer, by a factor each. */
    public static NDArray adjustContrast(NDArray x, double... factors) {
        return adjust("contrast", x, factors);
    }

    /** x (N, 1 or 3, H, W), farther from its own grey, or nearer, by a factor each. Grey pictures stay as they are. */
    public static NDArray adjustSaturation(NDArray x, double... factors) {
        return adjust("saturation", x, factors);
    }

    /** x (N, 1 or 3, H, W), its hues turned by a part each of a whole turn, −0.5 to 0.5. Grey pictures stay as they are. */
    public static NDArray adjustHue(NDArray x, double... turns) {
        return adjust("hue", x, turns);
    }

    private static NDArray adjust(String property, NDArray x, double... numbers) {
        Pictures.requireOneEach(x, numbers.length, "numbers");
        return plan(property, x.getShape(), Pictures.floats(numbers)).apply(x);
    }

    private static Plan plan(String property, Shape x, float... numbers) {
        boolean colourless = !property.equals("brightness") && isGrey(x);
        if (colourless && !property.equals("contrast")) {
            return Plan.none(x);
        }
        String method = "adjust_" + property + (colourless ? "_of_grey" : "");
        return new Plan(
                numbers,
                x,
                (pictures, all, start) -> SCRIPT.array(method, pictures, Pictures.part(pictures, all, start, 1, 1, 1)));
    }

    private static boolean isGrey(Shape x) {
        Pictures.count(x);
        long channels = x.get(1);
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "Colours are red, green and blue, or grey alone: 3 channels or 1, not the " + channels + " of " + x
                            + ".");
        }
        return channels == 1;
    }
}
