package lungo.lib.display;

import java.util.Map;
import lungo.kernel.display.DisplayData;
import lungo.kernel.display.Notebook;

/**
 * The notebook of Lungo's own kernel. Loaded only where the kernel's display API is on the class path; a JVM may have
 * the API and no kernel, as a test does, and then {@code otherwise} is used.
 */
final class LungoScreen implements Screen {
    private final Screen otherwise;

    LungoScreen(Screen otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public String display(Object value) {
        return Notebook.isPresent() ? Notebook.display(kernelValue(value)) : otherwise.display(value);
    }

    @Override
    public void update(String id, Object value) {
        if (Notebook.isPresent()) {
            Notebook.updateDisplay(id, kernelValue(value));
        } else {
            otherwise.update(id, value);
        }
    }

    @Override
    public void beforeReply(Runnable task) {
        if (Notebook.isPresent()) {
            Notebook.beforeReply(task);
        }
    }

    @Override
    public void afterCell(Runnable task) {
        if (Notebook.isPresent()) {
            Notebook.afterCell(task);
        }
    }

    @Override
    public void finish(Runnable step) {
        if (Notebook.isPresent()) {
            Notebook.finish(step);
        } else {
            otherwise.finish(step);
        }
    }

    // Any value but a bundle goes on as it is: the person may have registered a renderer of their own for its type.
    private static Object kernelValue(Object value) {
        return value instanceof Bundle bundle ? data(bundle) : value;
    }

    static DisplayData data(Bundle bundle) {
        return new DisplayData(bundle.data(), Map.of());
    }
}
