package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.Optional;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;
import lungo.lib.nn.Tape;
import lungo.lib.plot.ColorMap;
import lungo.lib.plot.Gallery;

/**
 * The filters of a two-dimensional convolution as pictures, all on one scale around zero. Filters on three channels are
 * shown as colours, where grey is zero; others channel by channel, blue below zero and red above.
 */
public final class Filters implements Showable {
    private static final int MOST = 64;

    private final String name;
    private final Shape shape;
    private final float[] weight;

    private Filters(String name, Shape shape, float[] weight) {
        this.name = name;
        this.shape = shape;
        this.weight = weight;
    }

    /**
     * The filters of a convolution, or of the first one in a network, as they are now. Throws IllegalArgumentException
     * where there is none, IllegalStateException where it is not initialised.
     */
    public static Filters of(Block net) {
        var name = net.getClass().getSimpleName();
        Forward.requireInitialised(net);
        return find(net, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " holds no two-dimensional convolution, so there are no filters to show. Pass a Conv2d,"
                                + " a network with one, or a weight (out, in, height, width)."));
    }

    /** The filters in a weight (out, in, height, width). */
    public static Filters of(NDArray weight) {
        return of("weight", weight);
    }

    private static Filters of(String name, NDArray weight) {
        if (weight.getShape().dimension() != 4) {
            throw new IllegalArgumentException("A weight " + weight.getShape()
                    + " has no filters to show. Pass that of a two-dimensional convolution, (out, in, height, width).");
        }
        var pause = Tape.pause();
        try (NDArray copy = weight.toType(DataType.FLOAT32, true)) {
            return new Filters(name, weight.getShape(), copy.toFloatArray());
        } finally {
            pause.close();
        }
    }

    private static Optional<Filters> find(Block block, String name) {
        for (var parameter : block.getDirectParameters().values()) {
            if (parameter.getType() == Parameter.Type.WEIGHT
                    && parameter.getArray().getShape().dimension() == 4) {
                return Optional.of(of(name, parameter.getArray()));
            }
        }
        for (var child : block.getChildren()) {
            var found = find(child.getValue(), child.getKey());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The pictures, at most 64. */
    public Gallery gallery() {
        var in = (int) shape.get(1);
        var colored = in == 3;
        var shown = Math.min(MOST, (int) shape.get(0) * (colored ? 1 : in));
        var bound = bound();
        var gallery = Gallery.titled(
                        "Filters of " + name + " " + shape + rest(shown, colored) + (colored ? "; grey is 0" : ""))
                .columns(!colored && in > 1 && in <= 12 ? in : 8, 64);
        for (int i = 0; i < shown; i++) {
            if (colored) {
                add(gallery, i, bound);
            } else {
                add(gallery, i / in, i % in, bound);
            }
        }
        return colored ? gallery : gallery.legend(ColorMap.DIVERGING, -bound, bound);
    }

    private String rest(int shown, boolean colored) {
        var all = shape.get(0) * (colored ? 1 : shape.get(1));
        return shown < all ? ", the first " + shown + " of " + all : "";
    }

    /** The greatest magnitude, at both ends of the scale; never 0. */
    private double bound() {
        var bound = 0f;
        for (var value : weight) {
            bound = Math.max(bound, Float.isFinite(value) ? Math.abs(value) : 0);
        }
        return bound == 0 ? 1 : bound;
    }

    private void add(Gallery gallery, int filter, double bound) {
        var pixels = slice(filter * 3, 3);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (0.5 + pixels[i] / bound / 2);
        }
        gallery.add(pixels, 3, height(), width(), String.valueOf(filter), "");
    }

    private void add(Gallery gallery, int filter, int channel, double bound) {
        var pixels = slice(filter * (int) shape.get(1) + channel, 1);
        var caption = shape.get(1) == 1 ? String.valueOf(filter) : filter + ", in " + channel;
        gallery.add(ColorMap.DIVERGING.image(pixels, height(), width(), -bound, bound), caption);
    }

    private float[] slice(int first, int planes) {
        var size = height() * width();
        return Arrays.copyOfRange(weight, first * size, (first + planes) * size);
    }

    private int height() {
        return (int) shape.get(2);
    }

    private int width() {
        return (int) shape.get(3);
    }

    @Override
    public Bundle bundle() {
        return gallery().bundle();
    }
}
