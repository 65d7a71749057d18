package lungo.lib.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Whether this Java can lay out text, which needs its native font library and one font. */
final class Drawing {
    private static final boolean POSSIBLE = tryIt();

    private Drawing() {}

    static boolean isPossible() {
        return POSSIBLE;
    }

    private static boolean tryIt() {
        if (System.getProperty("java.awt.headless") == null && System.getenv("DISPLAY") == null) {
            // A notebook server has no screen; asked for one, AWT would fail instead of drawing off screen.
            System.setProperty("java.awt.headless", "true");
        }
        try {
            var context = new FontRenderContext(null, true, true);
            return new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                            .getStringBounds("x", context)
                            .getWidth()
                    > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            System.err.println("Charts are shown by Plotly only, with no picture while a model trains: this Java cannot"
                    + " lay out text (" + e + "). Install a JDK with AWT, fontconfig and a font, such as"
                    + " openjdk-17-jre-headless, fontconfig and fonts-dejavu-core on Debian.");
            return false;
        }
    }
}
