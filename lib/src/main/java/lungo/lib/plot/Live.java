package lungo.lib.plot;

import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;

/** A picture that moves while code runs; a {@link LiveDrawer} draws it. */
public interface Live extends Showable {
    /** What stands for it while it moves: an SVG, and its text in one line, which a console overwrites. */
    Bundle progress();
}
