package lungo.lib.transforms;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lungo.lib.script.Script;

/**
 * Changes the colours of each picture, in an order drawn for each batch; {@code torchvision.transforms.ColorJitter}.
 * Brightness, contrast and saturation take a factor from max(0, 1 − a) to 1 + a; hue is turned by −a to a, of a whole turn.
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements Transform {

    private static final Script SCRIPT = Script.resource(ColorJitter.class, "color_jitter.torchscript");

    /** Changes one property of the pictures in x, by a number for each of them. */
    private interface Change {
        NDArray of(NDArray x, double... numbers);
    }

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
    public NDArray apply(NDArray x, SplittableRandom random) {
        Pictures.count(x);
        var changes = new ArrayList<Transform>();
        add(changes, brightness, Math.max(0, 1 - brightness), 1 + brightness, ColorJitter::adjustBrightness);
        add(changes, contrast, Math.max(0, 1 - contrast), 1 + contrast, ColorJitter::adjustContrast);
        add(changes, saturation, Math.max(0, 1 - saturation), 1 + saturation, ColorJitter::adjustSaturation);
        add(changes, hue, -hue, hue, ColorJitter::adjustHue);
        NDArray y = x;
        while (!changes.isEmpty()) {
            y = changes.remove(random.nextInt(changes.size())).apply(y, random);
        }
        return y;
    }

    private static void add(List<Transform> changes, double by, double from, double to, Change change) {
        if (by > 0) {
            changes.add(
                    (x, random) -> change.of(x, Pictures.drawn(x, random, r -> from + (to - from) * r.nextDouble())));
        }
    }

    /** x (N, channels, H, W) times a factor each, between 0 and 1. */
    public static NDArray adjustBrightness(NDArray x, double... factors) {
        return SCRIPT.array("adjust_brightness", x, Pictures.perPicture(x, factors));
    }

    /** x (N, 1 or 3, H, W), farther from its mean grey, or nearer, by a factor each. */
    public static NDArray adjustContrast(NDArray x, double... factors) {
        return SCRIPT.array(
                isGrey(x) ? "adjust_contrast_of_grey" : "adjust_contrast", x, Pictures.perPicture(x, factors));
    }

    /** x (N, 1 or 3, H, W), farther from its own grey, or nearer, by a factor each. Grey pictures stay as they are. */
    public static NDArray adjustSaturation(NDArray x, double... factors) {
        return isGrey(x) ? x : SCRIPT.array("adjust_saturation", x, Pictures.perPicture(x, factors));
    }

    /** x (N, 1 or 3, H, W), its hues turned by a part each of a whole turn, −0.5 to 0.5. Grey pictures stay as they are. */
    public static NDArray adjustHue(NDArray x, double... turns) {
        return isGrey(x) ? x : SCRIPT.array("adjust_hue", x, Pictures.perPicture(x, turns));
    }

    private static boolean isGrey(NDArray x) {
        Pictures.count(x);
        long channels = x.getShape().get(1);
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "Colours are red, green and blue, or grey alone: 3 channels or 1, not the " + channels + " of "
                            + x.getShape() + ".");
        }
        return channels == 1;
    }
}
