package lungo.lib.board;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.plot.Live;
import lungo.lib.plot.LiveDrawer;
import lungo.lib.plot.Pixels;

/**
 * Named windows side by side, as Visdom has them in a browser: shown once, they change in place while later cells put
 * things into them.
 *
 * <pre>{@code
 * var board = Board.named("mnist");
 * board.show();
 * board.line("loss").append("train", step, loss);   // viz.line(…, win="loss", update="append")
 * board.images("digits", x);                        // viz.images(x, win="digits")
 * board.text("notes", "learning rate 0.01");        // viz.text(…, win="notes")
 * }</pre>
 *
 * A window named again is replaced, where it stands, and a board named again is the board of that name, so that a set-up
 * cell that is run again keeps all windows; {@link #clear} takes them away. Callable from any thread.
 */
public final class Board implements Live, AutoCloseable {
    private static final String KIND = "board";
    private static final int VERSION = 1;
    private static final int COLUMNS = 2;

    /** All boards by name, for as long as the session lives, as a Visdom server has its environments. */
    private static final Map<String, Board> BOARDS = new ConcurrentHashMap<>();

    private final String name;
    private final Map<String, Window> windows = new LinkedHashMap<>();
    private final BoardDrawing drawing = new BoardDrawing();
    private int columns = COLUMNS;
    private LiveDrawer drawer;

    /** A board of its own, which no name leads to. */
    Board(String name) {
        Output.connect();
        this.name = name;
    }

    /** The board of that name, with its windows; an empty one at first. What Visdom calls an environment. */
    public static Board named(String name) {
        return BOARDS.computeIfAbsent(name, Board::new);
    }

    /** The name that it was given. */
    public String name() {
        return name;
    }

    /** Sets how many windows stand side by side, 2 unless told. Throws IllegalArgumentException outside 1 to 4. */
    public Board columns(int count) {
        if (count < 1 || count > 4) {
            throw new IllegalArgumentException("A board has 1 to 4 columns, not " + count + ".");
        }
        synchronized (this) {
            columns = count;
        }
        changed();
        return this;
    }

    /**
     * The window of curves of that name, made where there is none. Throws IllegalStateException where the window of that
     * name shows something else.
     */
    public synchronized LineWindow line(String window) {
        var there = windows.computeIfAbsent(window, key -> new LineWindow(key, this::changed));
        if (there instanceof LineWindow lines) {
            return lines;
        }
        throw new IllegalStateException("The window " + window + " of the board " + name
                + " shows no curves. Take another name, or remove it first: board.remove(\"" + window + "\").");
    }

    /** Puts a picture into a window. */
    public void image(String window, BufferedImage image) {
        images(window, List.of(image));
    }

    /** Puts a picture into a window: an array of (height, width), or (channels, height, width) of 1 or 3 channels. */
    public void image(String window, NDArray image) {
        image(window, Pixels.image(image));
    }

    /** Puts pictures into a window, with captions below the first of them. */
    public void images(String window, List<BufferedImage> images, String... captions) {
        put(window, BoardDrawing.pictures(window, images, captions));
    }

    /**
     * Puts the pictures of a batch, (n, channels, height, width), into a window, with captions below the first of them.
     * Throws IllegalArgumentException for another shape.
     */
    public void images(String window, NDArray batch, String... captions) {
        if (batch.getShape().dimension() != 4) {
            throw new IllegalArgumentException("Cannot show an array of shape " + batch.getShape()
                    + " as pictures. Pass a batch, (n, channels, height, width).");
        }
        var images = new ArrayList<BufferedImage>();
        for (int i = 0; i < batch.getShape().get(0); i++) {
            try (var one = batch.get(i)) {
                images.add(Pixels.image(one));
            }
        }
        images(window, images, captions);
    }

    /** Puts a table of values into a window, the first row on top. Throws IllegalArgumentException where rows differ. */
    public void heatmap(String window, double[][] rows) {
        put(window, BoardFigures.heatmap(window, rows));
    }

    /** Puts how values are spread into a window; those that are not finite are passed over. */
    public void histogram(String window, double... values) {
        put(window, BoardFigures.histogram(window, values));
    }

    /** As {@link #histogram(String, double...)}, of an array's values, whatever its shape. */
    public void histogram(String window, NDArray values) {
        try (var manager = values.getManager().newSubManager()) {
            var floats = values.toType(DataType.FLOAT32, true);
            floats.attach(manager);
            var array = floats.toFloatArray();
            histogram(
                    window,
                    IntStream.range(0, array.length).mapToDouble(i -> array[i]).toArray());
        }
    }

    /** Puts text into a window; its lines stay lines, and long ones are wrapped. */
    public void text(String window, String text) {
        put(window, Bundle.text(text));
    }

    /** Puts anything into a window that a cell can show as a figure, an SVG or text: a figure, a gallery, a matrix. */
    public void put(String window, Object value) {
        var content = Output.render(value);
        synchronized (this) {
            windows.put(window, new StillWindow(window, content));
        }
        changed();
    }

    /** Takes a window away, if it is there. */
    public void remove(String window) {
        synchronized (this) {
            windows.remove(window);
        }
        changed();
    }

    /** Takes all windows away. */
    public void clear() {
        synchronized (this) {
            windows.clear();
        }
        changed();
    }

    /** The names of the windows, in the order in which they stand. */
    public synchronized List<String> windows() {
        return List.copyOf(windows.keySet());
    }

    /** A window, to show it by itself. Throws IllegalArgumentException where there is none of that name. */
    public synchronized Window window(String window) {
        if (!windows.containsKey(window)) {
            throw new IllegalArgumentException(
                    "The board " + name + " has no window " + window + ", only " + windows.keySet() + ".");
        }
        return windows.get(window);
    }

    /** Shows the board in this cell, and moves it there about twice a second when it changes, by later cells too. */
    public void show() {
        var last = new LiveDrawer(this, Output.display(progress()));
        close();
        synchronized (this) {
            drawer = last;
        }
        changed();
    }

    /** Has the board drawn a last time where it is shown; a later change moves it again. */
    @Override
    public void close() {
        LiveDrawer last;
        synchronized (this) {
            last = drawer;
        }
        if (last != null) {
            last.finish();
        }
    }

    private void changed() {
        LiveDrawer mine;
        synchronized (this) {
            mine = drawer;
        }
        if (mine != null) {
            mine.changed();
        }
    }

    @Override
    public Bundle progress() {
        return drawing.progress(name, columns(), snapshot());
    }

    @Override
    public Bundle bundle() {
        return drawing.bundle(name, columns(), snapshot());
    }

    private synchronized int columns() {
        return columns;
    }

    private synchronized List<Window> snapshot() {
        return List.copyOf(windows.values());
    }

    /** Writes the board to a JSON file at one stroke. Throws UncheckedIOException where it cannot. */
    public void save(Path file) {
        new SavedFile(KIND, VERSION, file).write(BoardJson.of(name, columns(), snapshot()));
    }

    /** The board that {@link #save} wrote, beside the one that {@link #named} gives. Throws UncheckedIOException where there is none, or it cannot be read. */
    public static Board load(Path file) {
        return new SavedFile(KIND, VERSION, file).read(json -> {
            var board = new Board(BoardJson.name(json)).columns(BoardJson.columns(json));
            BoardJson.windows(json, board::changed).forEach(window -> board.windows.put(window.name(), window));
            return board;
        });
    }

    static SavedFolder savedIn(Path folder) {
        return new SavedFolder(KIND, VERSION, folder);
    }

    @Override
    public String toString() {
        return "Board " + name + ", windows " + windows();
    }
}
