package lungo.lib.display;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lungo.kernel.display.Comms;
import lungo.kernel.display.DisplayData;
import lungo.kernel.display.Frontend;
import lungo.kernel.display.Renderers;

/** A kernel that remembers what it was asked to show. */
public final class FakeFrontend implements Frontend {
    public final List<String> shown = new CopyOnWriteArrayList<>();
    public final List<DisplayData> data = new CopyOnWriteArrayList<>();
    private final List<Runnable> beforeReply = new CopyOnWriteArrayList<>();
    private final Renderers renderers = new Renderers();

    @Override
    public void display(DisplayData bundle, String displayId) {
        record("display ", bundle, displayId);
    }

    @Override
    public void updateDisplay(DisplayData bundle, String displayId) {
        record("update ", bundle, displayId);
    }

    private void record(String what, DisplayData bundle, String displayId) {
        shown.add(what + displayId + " " + bundle.data());
        data.add(bundle);
    }

    @Override
    public DisplayData render(Object value) {
        var rendered = renderers.render(value);
        return rendered == null ? DisplayData.text(String.valueOf(value)) : rendered;
    }

    @Override
    public void beforeReply(Runnable task) {
        beforeReply.add(task);
    }

    /** Does what a kernel does when a cell has run. */
    public void endCell() {
        var tasks = List.copyOf(beforeReply);
        beforeReply.clear();
        tasks.forEach(Runnable::run);
    }

    @Override
    public void afterCell(Runnable task) {
        // No cell ends here.
    }

    @Override
    public Renderers renderers() {
        return renderers;
    }

    @Override
    public void clearOutput(boolean wait) {
        throw new UnsupportedOperationException("clear_output");
    }

    @Override
    public String input(String prompt, boolean password) {
        throw new UnsupportedOperationException("input_request");
    }

    @Override
    public Object eval(String code) {
        throw new UnsupportedOperationException("eval");
    }

    @Override
    public Object lineMagic(String name, List<String> args) {
        throw new UnsupportedOperationException("%" + name);
    }

    @Override
    public Object cellMagic(String name, List<String> args, String body) {
        throw new UnsupportedOperationException("%%" + name);
    }

    @Override
    public Comms comms() {
        throw new IllegalStateException("No comms here");
    }

    @Override
    public void finish(Runnable step) {
        step.run();
    }
}
