package lungo.kernel;

import java.lang.reflect.Array;
import java.util.HashSet;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import lungo.kernel.display.DisplayData;
import lungo.kernel.display.RendererProvider;
import lungo.kernel.display.Renderers;
import lungo.kernel.execution.Names;

/** How values are shown: by renderers where there are any, else as text. */
final class Values {
    private static final int MOST_ELEMENTS = 1000;

    private final Renderers renderers = new Renderers();
    private final Set<Class<?>> registered = new HashSet<>();
    private ClassLoader searched;
    private boolean classpathChanged;

    Renderers renderers() {
        return renderers;
    }

    /** Has renderers looked for anew, in jars that came since. */
    synchronized void classpathChanged() {
        classpathChanged = true;
    }

    /** {@code value}, of a class that {@code loader} sees, with at least text/plain; a bundle as it is. */
    DisplayData render(Object value, ClassLoader loader) {
        if (value == null) {
            return DisplayData.text("null");
        } else if (value instanceof DisplayData data) {
            return data; // Somebody has decided already how it is to be shown.
        }
        findRenderers(value, loader);
        var data = renderers.render(value);
        if (data == null) {
            return DisplayData.text(text(value));
        }
        return data.data().containsKey(DisplayData.TEXT) ? data : data.and(DisplayData.TEXT, text(value));
    }

    private synchronized void findRenderers(Object value, ClassLoader loader) {
        var ofTheJdk =
                value.getClass().getClassLoader() == null && !value.getClass().isArray();
        if (ofTheJdk && !(value instanceof java.awt.image.RenderedImage) || searched == loader && !classpathChanged) {
            return;
        }
        searched = loader;
        classpathChanged = false;
        for (var providers = ServiceLoader.load(RendererProvider.class, loader).iterator(); ; ) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                var provider = providers.next();
                if (registered.add(provider.getClass())) { // Once: a later registration would win over a person's own.
                    provider.register(renderers);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                System.err.println("A library's renderers cannot be used: " + e);
            }
        }
    }

    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return Names.unwrapped(String.valueOf(value));
        }
        var text = new StringBuilder("[");
        var length = Array.getLength(value);
        for (var i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            var element = Array.get(value, i);
            text.append(i == 0 ? "" : ", ").append(element == null ? "null" : text(element));
        }
        return text.append(length > MOST_ELEMENTS ? ", … " + (length - MOST_ELEMENTS) + " more]" : "]")
                .toString();
    }
}
