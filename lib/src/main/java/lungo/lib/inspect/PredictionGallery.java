package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lungo.lib.data.Batch;
import lungo.lib.data.Normalisation;
import lungo.lib.data.TensorDataset;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;
import lungo.lib.plot.Gallery;

/**
 * Pictures with what a classifier took them for: green and ✓ where it is right, red and ✗ where it is wrong.
 *
 * <pre>{@code
 * PredictionGallery.of(net, test).count(40)
 * PredictionGallery.worst(net, test).classes("cat", "dog")   // the greatest losses first
 * }</pre>
 *
 * <p>The network is run when this is made; the pictures are read when it is shown.
 */
public final class PredictionGallery implements Showable {
    private static final String RIGHT = "#1a7f37";
    private static final String WRONG = "#cf222e";

    /** Two names of more characters than this stand below one another. */
    private static final int SHORT = 8;

    private final TensorDataset data;
    private final ExampleLosses losses;
    private final boolean worst;
    private Normalisation normalisation;
    private Classes classes;
    private int most = 24;

    private PredictionGallery(TensorDataset data, ExampleLosses losses, boolean worst) {
        this.data = data;
        this.losses = losses;
        this.worst = worst;
        this.normalisation = data.normalisation();
        this.classes = new Classes(data.classes());
    }

    /** The predictions for the examples in their order. */
    public static PredictionGallery of(Block net, TensorDataset data) {
        return new PredictionGallery(data, ExampleLosses.of(net, data), false);
    }

    /** As {@link #of(Block, TensorDataset)}, of a function from x (n, …) to logits (n, classes). */
    public static PredictionGallery of(UnaryOperator<NDArray> forward, TensorDataset data) {
        return new PredictionGallery(data, ExampleLosses.of(forward, data), false);
    }

    /** The predictions with the greatest cross-entropy, the greatest first. */
    public static PredictionGallery worst(Block net, TensorDataset data) {
        return new PredictionGallery(data, ExampleLosses.of(net, data), true);
    }

    /** As {@link #worst(Block, TensorDataset)}, of a function from x (n, …) to logits (n, classes). */
    public static PredictionGallery worst(UnaryOperator<NDArray> forward, TensorDataset data) {
        return new PredictionGallery(data, ExampleLosses.of(forward, data), true);
    }

    /** Names the classes, from number 0, unless the data set names them already. */
    public PredictionGallery classes(String... names) {
        classes = new Classes(List.of(names));
        return this;
    }

    /**
     * Undoes (x − mean) / std, given one of each for each channel, in place of what the data set itself normalises by;
     * values that nothing brings back between 0 and 1 are stretched to be seen.
     */
    public PredictionGallery normalised(float[] mean, float[] std) {
        normalisation = new Normalisation(mean, std);
        return this;
    }

    /** Shows so many, 24 unless told. */
    public PredictionGallery count(int count) {
        most = count;
        return this;
    }

    /** The numbers behind it. */
    public ExampleLosses losses() {
        return losses;
    }

    /** The pictures, to add more or to set its columns. */
    public Gallery gallery() {
        var rows = worst
                ? losses.worst(most)
                : IntStream.range(0, Math.min(most, data.size())).toArray();
        var gallery = Gallery.titled(worst ? "Worst losses" : "Predictions");
        if (rows.length == 0) {
            return gallery;
        }
        try (Batch batch = data.rows(rows)) {
            var pictures = Pictures.of(batch.x(), normalisation);
            for (int i = 0; i < rows.length; i++) {
                gallery.add(
                        pictures.pixels(i),
                        pictures.channels(),
                        pictures.height(),
                        pictures.width(),
                        caption(rows[i]),
                        losses.predicted()[rows[i]] == losses.truth()[rows[i]] ? RIGHT : WRONG);
            }
        }
        return gallery;
    }

    private String caption(int row) {
        var truth = classes.name(losses.truth()[row]);
        var taken = classes.name(losses.predicted()[row]);
        var gap = truth.length() + taken.length() > SHORT ? "\n→ " : " → ";
        var verdict = taken.equals(truth) ? "✓ " + truth : "✗ " + truth + gap + taken;
        var sure = worst
                ? String.format(Locale.ROOT, "loss %.2f", losses.loss()[row])
                : String.format(Locale.ROOT, "%.0f %%", 100 * losses.confidence()[row]);
        return verdict + "\n" + sure;
    }

    @Override
    public Bundle bundle() {
        return gallery().bundle();
    }
}
