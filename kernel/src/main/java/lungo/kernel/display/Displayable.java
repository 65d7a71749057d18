package lungo.kernel.display;

/** An object that knows how it is shown in a notebook. */
public interface Displayable {
    /** What a frontend is to show of this object now; has a {@code text/plain} representation. */
    DisplayData display();
}
