package lungo.lib.display;

/** An object of this library that knows how a notebook shows it, on any kernel. */
public interface Showable {
    /** What to show of this object now; holds at least text/plain. */
    Bundle bundle();
}
