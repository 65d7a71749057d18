package lungo.kernel;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import lungo.kernel.display.Comms;
import lungo.kernel.display.DisplayData;
import lungo.kernel.display.Frontend;
import lungo.kernel.display.Renderers;
import lungo.kernel.messages.Display;
import lungo.kernel.messages.Message;

/** What the code of cells asks of the kernel. */
final class CellFrontend implements Frontend {
    private final CellSession session;
    private final Publisher publisher;
    private final Output output;
    private final StandardInput input;
    private final SessionComms comms;
    private final Supplier<Message> parent;
    private final Collection<Runnable> beforeReply;
    private final Collection<Runnable> afterCell;

    CellFrontend(
            CellSession session,
            Publisher publisher,
            Output output,
            StandardInput input,
            SessionComms comms,
            Supplier<Message> parent,
            Collection<Runnable> beforeReply,
            Collection<Runnable> afterCell) {
        this.session = session;
        this.publisher = publisher;
        this.output = output;
        this.input = input;
        this.comms = comms;
        this.parent = parent;
        this.beforeReply = beforeReply;
        this.afterCell = afterCell;
    }

    @Override
    public void display(DisplayData data, String displayId) {
        output.flush(); // What was printed before it stands before it.
        publisher.publish(parent.get(), Display.data(data, displayId));
    }

    @Override
    public void updateDisplay(DisplayData data, String displayId) {
        output.flush();
        publisher.publish(parent.get(), Display.update(data, displayId));
    }

    @Override
    public void clearOutput(boolean wait) {
        output.flush();
        publisher.publish(parent.get(), new Display.Clear(wait));
    }

    @Override
    public DisplayData render(Object value) {
        return session.render(value);
    }

    @Override
    public String input(String prompt, boolean password) {
        try {
            return input.ask(prompt, password);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public Object eval(String code) throws Exception {
        return session.eval(code);
    }

    @Override
    public Object lineMagic(String name, List<String> args) throws Exception {
        return session.magics().line(name, args);
    }

    @Override
    public Object cellMagic(String name, List<String> args, String body) throws Exception {
        return session.magics().cell(name, args, body);
    }

    @Override
    public void beforeReply(Runnable task) {
        beforeReply.add(task);
    }

    @Override
    public void afterCell(Runnable task) {
        afterCell.add(task);
    }

    @Override
    public void finish(Runnable step) {
        session.interpreter().finish(step);
    }

    @Override
    public Comms comms() {
        return comms;
    }

    @Override
    public Renderers renderers() {
        return session.values().renderers();
    }
}
