package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;
import lungo.lib.nn.Tape;
import lungo.lib.plot.ColorMap;
import lungo.lib.plot.Gallery;

/**
 * What a network's layers make of one picture: the maps of a layer, each channel an image, or some of each layer, from
 * the low ones that see edges to the high ones that see parts.
 *
 * <pre>{@code
 * FeatureMaps.of(net, x, "01Conv2d")
 * FeatureMaps.through(net, x)
 * }</pre>
 */
public final class FeatureMaps implements Showable {
    private static final int MOST = 64;
    private static final int EACH = 8;

    /** Characters of a caption below an image. */
    private static final int LINE = 13;

    private final String title;
    private final List<Maps> layers;

    /** The maps of one layer, channel by channel. */
    private record Maps(String name, float[] values, int channels, int height, int width) {
        float[] map(int channel) {
            return Arrays.copyOfRange(values, channel * height * width, (channel + 1) * height * width);
        }

        /** The name in lines that are hardly wider than an image. */
        String caption() {
            var lines = new StringBuilder();
            for (var word : name.split("(?=[A-Z][a-z])|\\.")) {
                var line = lines.length() - lines.lastIndexOf("\n");
                lines.append(line > 1 && line + word.length() > LINE ? Gallery.BREAK + "\n" : "")
                        .append(word);
            }
            return lines.toString();
        }

        double low() {
            return extreme(-1);
        }

        double high() {
            return extreme(1);
        }

        private double extreme(int sign) {
            var extreme = Double.NEGATIVE_INFINITY;
            for (var value : values) {
                extreme = Math.max(extreme, Float.isFinite(value) ? sign * value : extreme);
            }
            return sign * extreme;
        }
    }

    private FeatureMaps(String title, List<Maps> layers) {
        this.title = title;
        this.layers = layers;
    }

    /** The maps after layer {@code index}, from 0, for one picture x (c, h, w) or (1, c, h, w). */
    public static FeatureMaps of(Block net, NDArray x, int index) {
        var layers = Layers.of(net);
        var maps = run(layers, x, index);
        var last = maps.get(maps.size() - 1);
        if (!last.name.equals(layers.all().get(index).name())) {
            throw new IllegalArgumentException(
                    "After layer " + layers.all().get(index).name()
                            + " there are no maps (1, channels, height, width) but numbers in another shape."
                            + " Choose a layer before the picture is flattened.");
        }
        return new FeatureMaps("Maps after " + last.name, List.of(last));
    }

    /** The maps after the layer called {@code name}: as the summary calls it, or its whole path of names and points. */
    public static FeatureMaps of(Block net, NDArray x, String name) {
        return of(net, x, Layers.of(net).index(name));
    }

    /** The maps in an array (c, h, w) or (1, c, h, w), for networks that hand them out themselves. */
    public static FeatureMaps of(NDArray maps) {
        return new FeatureMaps("Feature maps", List.of(read("maps", maps)));
    }

    /** The first eight maps after each layer that gives maps, a row for each, for one picture x. */
    public static FeatureMaps through(Block net, NDArray x) {
        var layers = Layers.of(net);
        return new FeatureMaps(
                "Maps after each layer", run(layers, x, layers.all().size() - 1));
    }

    /** The maps of the layers up to {@code last} that give any; the picture itself comes first. */
    private static List<Maps> run(Layers layers, NDArray x, int last) {
        var found = new ArrayList<Maps>();
        var pause = Tape.pause();
        try (var scratch = x.getManager().newSubManager()) {
            NDArray picture = x.duplicate();
            picture.attach(scratch);
            picture = picture.getShape().dimension() == 3 ? picture.expandDims(0) : picture;
            found.add(read("x", picture));
            layers.run(picture, last, (layer, out) -> {
                if (out.getShape().dimension() == 4) {
                    found.add(read(layer.name(), out));
                }
            });
        } finally {
            pause.close();
        }
        return found;
    }

    private static Maps read(String name, NDArray maps) {
        var shape = maps.getShape();
        var d = shape.dimension();
        if (d != 3 && (d != 4 || shape.get(0) != 1)) {
            throw new IllegalArgumentException("An array " + shape + " is not of one picture. Pass (channels, height,"
                    + " width) or (1, channels, height, width), such as batch.x().get(\"0:1\").");
        }
        try (NDArray floats = maps.toType(DataType.FLOAT32, true)) {
            return new Maps(name, floats.toFloatArray(), (int) shape.get(d - 3), (int) shape.get(d - 2), (int)
                    shape.get(d - 1));
        }
    }

    /** The pictures: of one layer at most 64 with a scale; of many, eight of each on the scale of its layer. */
    public Gallery gallery() {
        var one = layers.size() == 1;
        var gallery = Gallery.titled(title).columns(EACH, 72);
        for (var layer : layers) {
            var shown = Math.min(one ? MOST : EACH, layer.channels);
            for (int channel = 0; channel < (one ? shown : EACH); channel++) {
                add(gallery, layer, channel, shown, one);
            }
        }
        return one
                ? gallery.legend(
                        ColorMap.VIRIDIS, layers.get(0).low(), layers.get(0).high())
                : gallery;
    }

    private static void add(Gallery gallery, Maps layer, int channel, int shown, boolean one) {
        var caption = one ? String.valueOf(channel) : channel == 0 ? layer.caption() : "";
        if (channel < shown) {
            gallery.add(
                    ColorMap.VIRIDIS.image(layer.map(channel), layer.height, layer.width, layer.low(), layer.high()),
                    caption);
        } else {
            gallery.skip();
        }
    }

    @Override
    public Bundle bundle() {
        return gallery().bundle();
    }
}
