package lungo.lib.board;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Base64;
import lungo.lib.display.Png;

/**
 * TensorBoard's Summary messages, each of one value, byte for byte as torch.utils.tensorboard writes them.
 * Source: tensorflow/core/framework/summary.proto.
 */
final class Summaries {
    private static final int DT_STRING = 7;

    private Summaries() {}

    static Protobuf scalar(String tag, float value) {
        return summary(new Protobuf().text(1, tag).fixed(2, value));
    }

    /** Throws IllegalArgumentException where there is no finite value. */
    static Protobuf histogram(String tag, double... values) {
        var bins = HistogramBins.of(values);
        var all = Arrays.stream(values).summaryStatistics();
        var sum = 0.0;
        var squares = 0.0;
        for (var value : values) {
            sum += value;
            squares += value * value;
        }
        var histogram = new Protobuf();
        double[] fields = {all.getMin(), all.getMax(), values.length, sum, squares};
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] != 0) {
                histogram.fixed(i + 1, fields[i]);
            }
        }
        histogram.packed(6, bins.limits()).packed(7, bins.counts());
        return summary(new Protobuf().text(1, tag).message(5, histogram));
    }

    static Protobuf image(String tag, BufferedImage image) {
        var colours = image.getColorModel().getNumComponents();
        var picture = new Protobuf()
                .varint(1, image.getHeight())
                .varint(2, image.getWidth())
                .varint(3, colours)
                .bytes(4, Base64.getDecoder().decode(Png.base64(image)));
        return summary(new Protobuf().text(1, tag).message(4, picture));
    }

    /** Text in Markdown. */
    static Protobuf text(String tag, String text) {
        var shape = new Protobuf().message(2, new Protobuf().varint(1, 1));
        var tensor = new Protobuf().varint(1, DT_STRING).message(2, shape).text(8, text);
        return summary(
                new Protobuf().text(1, tag + "/text_summary").message(8, tensor).message(9, plugin("text")));
    }

    /** The metadata that send a value to a plugin of TensorBoard. */
    private static Protobuf plugin(String name) {
        return new Protobuf().message(1, new Protobuf().text(1, name));
    }

    private static Protobuf summary(Protobuf value) {
        return new Protobuf().message(1, value);
    }
}
