package lungo.kernel.display;

/**
 * A library's renderers. The kernel finds providers on a notebook's class path through {@link java.util.ServiceLoader},
 * the first time it has to show an object of a class that the JDK does not define.
 */
public interface RendererProvider {
    /** Adds this library's renderers. */
    void register(Renderers renderers);
}
