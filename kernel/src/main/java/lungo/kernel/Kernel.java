package lungo.kernel;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import lungo.kernel.channels.Channel;
import lungo.kernel.channels.Channels;
import lungo.kernel.display.DisplayData;
import lungo.kernel.display.Notebook;
import lungo.kernel.execution.Guard;
import lungo.kernel.execution.Interpreter;
import lungo.kernel.messages.Comm;
import lungo.kernel.messages.Complete;
import lungo.kernel.messages.Content;
import lungo.kernel.messages.Control;
import lungo.kernel.messages.Execute;
import lungo.kernel.messages.History;
import lungo.kernel.messages.Input;
import lungo.kernel.messages.Inspect;
import lungo.kernel.messages.IsComplete;
import lungo.kernel.messages.KernelInfo;
import lungo.kernel.messages.Message;
import lungo.kernel.messages.RequestFailed;

/**
 * Takes requests and has them answered: cells on one thread, questions about code on another, the rest on the thread of the
 * channel that they came on.
 */
public final class Kernel implements Channels.Receiver {
    private final Publisher publisher;
    private final Runnable onShutdown;
    private final PrintStream log;
    private final Output output;
    private final StandardInput input;
    private final SessionComms comms;
    private final SessionHistory history = new SessionHistory();
    private final LinkedBlockingDeque<Message> cells = new LinkedBlockingDeque<>();
    private final LinkedBlockingQueue<Runnable> beforeReply = new LinkedBlockingQueue<>();
    private final List<Runnable> afterCell = new CopyOnWriteArrayList<>();
    private final CompletableFuture<CellSession> session;
    private final ExecutorService questions =
            Executors.newSingleThreadExecutor(task -> daemon(task, "lungo-questions"));
    private volatile Message latestCell;
    private volatile Message runningCell;
    private final Object state = new Object(); // Held while the state is published, so that the last word is true.
    private volatile CellRunner runner;
    private Throwable startFailure;
    private String startNote;

    /**
     * Answers over {@code channels}, running cells in {@code session}, which may still be starting; {@code onShutdown} runs
     * once after the reply to shutdown_request.
     */
    Kernel(
            CompletableFuture<CellSession> session,
            Channels channels,
            String sessionId,
            Runnable onShutdown,
            PrintStream log) {
        this.session = session;
        this.onShutdown = onShutdown;
        this.log = log;
        publisher = new Publisher(channels, sessionId);
        output = new Output(publisher, this::parent);
        input = new StandardInput(publisher, output::flush);
        comms = new SessionComms(publisher, this::parent);
    }

    /** Starts to answer, and takes System.out, System.err and System.in over. */
    public void start() {
        System.setOut(output.stream("stdout"));
        System.setErr(output.stream("stderr"));
        System.setIn(input);
        daemon(this::runCells, "lungo-cells").start();
    }

    @Override
    public void receive(Channel channel, Message message) {
        switch (message.type()) {
            case "execute_request", "comm_open", "comm_msg", "comm_close" -> cells.add(message);
            case "complete_request" -> questions.execute(() -> answer(channel, message, this::completeRequest));
            case "inspect_request" -> questions.execute(() -> answer(channel, message, this::inspectRequest));
            case "is_complete_request" -> questions.execute(() -> answer(channel, message, this::isCompleteRequest));
            case "kernel_info_request" -> answer(channel, message, this::kernelInfoRequest);
            case "history_request" -> answer(channel, message, this::historyRequest);
            case "comm_info_request" -> answer(channel, message, this::commInfoRequest);
            case "interrupt_request" -> answer(channel, message, this::interruptRequest);
            case "shutdown_request" -> shutdownRequest(channel, message);
            case "input_reply" -> input.reply(Input.Reply.of(message));
            default -> log.println("Ignored a message of the unknown type " + message.type());
        }
    }

    private void runCells() {
        try {
            startSession();
        } catch (Throwable e) { // Whatever it was, a person is to see it: the next cell shows it.
            startFailure = e instanceof ExecutionException ? e.getCause() : e;
            log.println("The session cannot start: " + startFailure);
        }
        while (true) {
            try {
                runCell(cells.take());
            } catch (InterruptedException e) {
                Thread.interrupted(); // An interrupt between two cells concerns none of them.
            } catch (Throwable e) { // Nothing that one request does may end the thread of them all.
                log.println("A request failed: " + e);
            }
        }
    }

    private void startSession() throws Exception {
        var started = session.get();
        var cellRunner = new CellRunner(started, publisher, output, input, history);
        started.evaluateWith(cellRunner::eval);
        Notebook.connect(
                new CellFrontend(started, publisher, output, input, comms, this::parent, beforeReply, afterCell));
        try {
            started.runStartupScripts();
        } catch (Exception e) {
            startNote = "The start-up script failed; the session goes on without the rest of it.\n" + e.getMessage();
        }
        runner = cellRunner;
    }

    private void runCell(Message message) {
        latestCell = message;
        runningCell = message;
        publisher.busy(message);
        var toAbort = new ArrayList<Message>();
        try {
            if (message.type().equals("execute_request")) {
                executeRequest(message, toAbort);
            } else {
                comm(message);
            }
        } catch (RuntimeException e) { // Say a request whose fields are of other types than the protocol's.
            log.println("A request failed: " + e);
            refuse(message, e);
        } finally {
            output.flush(); // Before idle: clients stop reading a cell's output there.
            synchronized (state) {
                runningCell = null;
                publisher.idle(message);
            }
        }
        toAbort.forEach(this::abort);
        afterCell.forEach(task -> runTask(message, task));
    }

    /** What was asked for by now, and no more: a task may ask for its next run. */
    private void beforeReply(Message message) {
        var tasks = new ArrayList<Runnable>();
        beforeReply.drainTo(tasks);
        tasks.forEach(task -> runTask(message, task));
    }

    private void runTask(Message message, Runnable task) {
        try {
            var cell = new Interpreter.Cell(message, "the cell's end", 1);
            session.get().interpreter().within(cell, Executors.callable(task));
        } catch (Throwable e) { // What was to be done when a cell ends must not end the thread of the cells.
            log.println("A task at a cell's end failed: " + e);
        }
    }

    /** A listener is code of a cell: it is interrupted as such, and what it throws is shown where its output goes. */
    private void comm(Message message) {
        try {
            var content = Comm.of(message);
            var cell = new Interpreter.Cell(message, message.type(), 1);
            session.get().interpreter().within(cell, () -> {
                switch (message.type()) {
                    case "comm_open" -> comms.commOpen(content);
                    case "comm_msg" -> comms.commMsg(content);
                    default -> comms.commClose(content);
                }
                return null;
            });
        } catch (Throwable e) { // An Error of a listener must not end the thread of the cells.
            System.err.println("A listener to " + message.type() + " failed: " + e);
        }
    }

    private void executeRequest(Message message, List<Message> toAbort) {
        if (startNote != null) {
            System.err.println(startNote);
            startNote = null;
        }
        if (runner != null) {
            // The cells that wait now were sent in the belief that this one would not fail; later ones were not.
            runner.executeRequest(message, () -> beforeReply(message), () -> cells.drainTo(toAbort));
        } else {
            refuse(message, startFailure);
        }
    }

    private void refuse(Message message, Throwable reason) {
        var failure = Traceback.of(reason);
        publisher.publish(message, new Execute.Error(failure));
        publisher.reply(Channel.SHELL, message, new Execute.Failed(0, failure));
    }

    private void abort(Message message) {
        if (message.type().equals("execute_request")) {
            publisher.busy(message);
            runner.abort(message);
            publisher.idle(message);
        } else {
            runCell(message); // A comm's message stands for itself.
        }
    }

    private interface Handler {
        Content handle(Message message) throws Exception;
    }

    private void answer(Channel channel, Message message, Handler handler) {
        publisher.busy(message);
        Content content;
        try {
            content = handler.handle(message);
        } catch (Exception e) {
            log.println("No answer to " + message.type() + ": " + e);
            content = new RequestFailed(message.type(), e);
        }
        publisher.reply(channel, message, content);
        idleAgain(message);
    }

    /** Idle after {@code message}; but where a cell still runs, the kernel's state, which frontends show, is busy. */
    private void idleAgain(Message message) {
        synchronized (state) {
            publisher.idle(message);
            if (runningCell != null) {
                publisher.busy(runningCell);
            }
        }
    }

    private Content kernelInfoRequest(Message message) {
        var version = Kernel.class.getPackage().getImplementationVersion();
        return new KernelInfo(version == null ? "0" : version, System.getProperty("java.version"));
    }

    private Content commInfoRequest(Message message) {
        return new Comm.InfoReply(comms.info(Comm.InfoRequest.of(message).targetName()));
    }

    private Content historyRequest(Message message) {
        var request = History.Request.of(message);
        return new History.Reply(history.find(request), request.output());
    }

    private Content completeRequest(Message message) throws Exception {
        var request = Complete.Request.of(message);
        return Completion.reply(session.get(), request);
    }

    private Content inspectRequest(Message message) throws Exception {
        var request = Inspect.Request.of(message);
        var found = session.get().interpreter().inspect(request.code(), request.cursor());
        return new Inspect.Reply(found.map(DisplayData::text).orElse(null));
    }

    private Content isCompleteRequest(Message message) throws Exception {
        return Completion.isComplete(session.get(), IsComplete.Request.of(message));
    }

    private Content interruptRequest(Message message) {
        if (runner != null) {
            session.join().interpreter().interrupt();
        }
        return new Control.Interrupted();
    }

    private void shutdownRequest(Channel channel, Message message) {
        publisher.busy(message);
        publisher.reply(channel, message, Control.Shutdown.of(message));
        publisher.idle(message);
        onShutdown.run();
    }

    /** The request to which the current thread's output belongs: its own cell's, else that of the cell which runs now. */
    private Message parent() {
        var run = Guard.current();
        return run != null && run.owner() instanceof Message message ? message : latestCell;
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
