package lungo.lib.display;

/**
 * How values of one type that is not ours are shown. Providers are found through {@link java.util.ServiceLoader} and
 * handed to whichever kernel runs.
 */
public interface Rendering<T> {
    /** The type shown, its subtypes included. */
    Class<T> type();

    /** What to show of {@code value}; holds at least text/plain. */
    Bundle render(T value);
}
