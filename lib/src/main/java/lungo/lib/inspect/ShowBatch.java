package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import lungo.lib.data.Batch;
import lungo.lib.data.Normalisation;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;
import lungo.lib.plot.Gallery;

/**
 * The pictures of a batch with their classes below them, as fastai's {@code show_batch}:
 *
 * <pre>{@code
 * ShowBatch.of(batch)                                  // classes and normalisation are the data set's
 * ShowBatch.of(x, y).normalised(mean, std).classes("plane", "car", "bird")
 * }</pre>
 *
 * <p>The arrays are read when it is shown, and so must be open then.
 */
public final class ShowBatch implements Showable {
    private final NDArray x;
    private final NDArray y;
    private Normalisation normalisation = Normalisation.NONE;
    private Classes classes = Classes.NUMBERED;
    private int most = 32;

    private ShowBatch(NDArray x, NDArray y) {
        this.x = x;
        this.y = y;
    }

    /** The pictures of a batch, whose normalisation is undone, under the names that its data set has for the classes. */
    public static ShowBatch of(Batch batch) {
        var shown = of(batch.x(), batch.y());
        shown.normalisation = batch.normalisation();
        shown.classes = new Classes(batch.classes());
        return shown;
    }

    /**
     * Pictures x (n, h, w), (n, 1, h, w) or (n, 3, h, w) with classes y (n). Throws IllegalArgumentException where there
     * is not one class for each picture.
     */
    public static ShowBatch of(NDArray x, NDArray y) {
        if (y.getShape().dimension() != 1
                || x.getShape().dimension() == 0
                || x.getShape().get(0) != y.getShape().get(0)) {
            throw new IllegalArgumentException("Pictures x " + x.getShape() + " and classes y " + y.getShape()
                    + " do not fit together. Pass y (n) with one class for each of the n pictures.");
        }
        return new ShowBatch(x, y);
    }

    /** Names the classes, from number 0. */
    public ShowBatch classes(String... names) {
        classes = new Classes(List.of(names));
        return this;
    }

    /**
     * Undoes (x − mean) / std, given one of each for each channel, where no data set did it and so no batch knows of it;
     * values that nothing brings back between 0 and 1 are stretched to be seen.
     */
    public ShowBatch normalised(float[] mean, float[] std) {
        normalisation = new Normalisation(mean, std);
        return this;
    }

    /** Shows the first {@code count} only, 32 unless told. */
    public ShowBatch first(int count) {
        most = count;
        return this;
    }

    /** The pictures, to add more or to set its columns. */
    public Gallery gallery() {
        var shown = (int) Math.min(most, y.size());
        var gallery = Gallery.titled(shown < y.size() ? shown + " of a batch of " + y.size() : "A batch of " + shown);
        if (shown < 1) {
            return gallery;
        }
        try (NDArray head = x.get("0:" + shown);
                NDArray labels = y.toType(DataType.INT64, true)) {
            var pictures = Pictures.of(head, normalisation);
            var numbers = labels.toLongArray();
            for (int i = 0; i < shown; i++) {
                gallery.add(
                        pictures.pixels(i),
                        pictures.channels(),
                        pictures.height(),
                        pictures.width(),
                        classes.name((int) numbers[i]),
                        "");
            }
        }
        return gallery;
    }

    @Override
    public Bundle bundle() {
        return gallery().bundle();
    }
}
