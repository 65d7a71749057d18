package lungo.lib.board;

import com.google.gson.JsonObject;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;

/** A named window of a {@link Board}. At the end of a cell it is shown by itself, and larger. */
public abstract sealed class Window implements Showable permits LineWindow, StillWindow {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;

    private final String name;

    Window(String name) {
        this.name = name;
    }

    /** The name that it has on its board. */
    public final String name() {
        return name;
    }

    @Override
    public Bundle bundle() {
        return bundle(WIDTH, HEIGHT);
    }

    /** What to show of it in so many pixels; what knows no size of its own choosing keeps the one it has. */
    abstract Bundle bundle(int width, int height);

    /** What it shows now, in a line. */
    abstract String line();

    /** Grows with each change: while it is the same, so is the picture. */
    abstract int version();

    /** The window as it is saved, without its name. */
    abstract JsonObject json();
}
