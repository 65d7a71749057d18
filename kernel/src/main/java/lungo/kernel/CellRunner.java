package lungo.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lungo.kernel.channels.Channel;
import lungo.kernel.display.DisplayData;
import lungo.kernel.execution.ExecutionResult;
import lungo.kernel.execution.Interpreter.Cell;
import lungo.kernel.magics.CellParser;
import lungo.kernel.magics.MagicException;
import lungo.kernel.magics.Segment;
import lungo.kernel.messages.Execute;
import lungo.kernel.messages.Execute.Expression;
import lungo.kernel.messages.Execute.Failure;
import lungo.kernel.messages.Message;

/** Runs execute_requests, one after the other, on the thread of the cells. */
final class CellRunner {
    private final CellSession session;
    private final Publisher publisher;
    private final Output output;
    private final StandardInput input;
    private final SessionHistory history;
    private final ScheduledExecutorService timer;
    private int executionCount;
    private int runs;
    private boolean timedOut;

    CellRunner(CellSession session, Publisher publisher, Output output, StandardInput input, SessionHistory history) {
        this.session = session;
        this.publisher = publisher;
        this.output = output;
        this.input = input;
        this.history = history;
        timer = session.settings().timeoutMillis() < 1
                ? null
                : Executors.newSingleThreadScheduledExecutor(task -> {
                    var thread = new Thread(task, "lungo-timeout");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Runs the cell of {@code message} and replies; when it has run {@code beforeReply}, and before it replies that cells
     * after it are not to run, {@code onStop}.
     */
    void executeRequest(Message message, Runnable beforeReply, Runnable onStop) {
        var request = Execute.Request.of(message);
        if (request.storeHistory()) {
            executionCount++;
        }
        var count = Math.max(executionCount, 1);
        if (!request.silent()) {
            publisher.publish(message, new Execute.Input(request.code(), count));
        }
        input.askFor(request.allowStdin() ? message : null);
        var outcome = run(request.code(), "In [" + count + "]", message);
        var failure = outcome.failure;
        var expressions = failure == null ? userExpressions(request, message) : Map.<String, Expression>of();
        input.askFor(null);
        beforeReply.run();
        output.flush(); // Before the reply: clients may stop reading a cell's output soon after it.
        if (request.storeHistory()) {
            history.add(count, request.code(), outcome.text());
        }
        if (failure != null) {
            if (!request.silent()) {
                publisher.publish(message, new Execute.Error(failure));
            }
            if (request.stopOnError()) {
                onStop.run();
            }
            publisher.reply(Channel.SHELL, message, new Execute.Failed(count, failure));
            return;
        }
        if (outcome.result != null && !request.silent()) {
            publisher.publish(message, new Execute.Result(count, outcome.result));
        }
        publisher.reply(Channel.SHELL, message, new Execute.Ok(count, expressions));
    }

    /** Replies that the cell of {@code message} was not run, since one before it failed. */
    void abort(Message message) {
        publisher.reply(Channel.SHELL, message, new Execute.Aborted(executionCount));
    }

    /** Runs {@code code}, which may hold magics, and returns its last value. Throws CellFailure, or what a magic throws. */
    Object eval(String code, String name, Message message) throws Exception {
        Object value = null;
        for (var segment : CellParser.parse(code)) {
            value = run(segment, name, message);
            if (session.interpreter().wasInterrupted()) {
                throw new CellFailure(Traceback.interrupted(), null);
            }
        }
        return value;
    }

    private Object run(Segment segment, String name, Message message) throws Exception {
        if (!(segment instanceof Segment.Code code)) {
            return magic(segment);
        }
        return value(session.interpreter().execute(code.text(), new Cell(message, name, code.firstLine())));
    }

    private Object magic(Segment segment) throws Exception {
        if (segment instanceof Segment.LineMagic magic) {
            return session.magics().line(magic.name(), magic.args());
        }
        var magic = (Segment.CellMagic) segment;
        return session.magics().cell(magic.name(), magic.args(), magic.body());
    }

    /** How a cell ended: a value as it is shown, which may be null, or a failure. */
    private record Outcome(DisplayData result, Failure failure) {
        String text() {
            return result == null ? null : String.valueOf(result.data().get(DisplayData.TEXT));
        }
    }

    /** Runs and renders: a toString of the person's is code of the cell too, which fails and is interrupted as such. */
    private Outcome run(String code, String name, Message message) {
        var limit = startClock();
        try {
            var cell = new Cell(message, name, 1);
            return session.interpreter().within(cell, () -> {
                try {
                    var value = session.within(message, name, () -> eval(code, name, message));
                    return new Outcome(value == null ? null : session.render(value), null);
                } finally {
                    stopClock(limit);
                }
            });
        } catch (Throwable e) { // An Error among them, a StackOverflowError in a toString say, must not end the thread.
            return new Outcome(null, failure(e));
        }
    }

    private synchronized Failure failure(Throwable thrown) {
        if (timedOut) {
            return timeoutFailure();
        } else if (thrown instanceof CellFailure failure) {
            return failure.failure();
        }
        return session.interpreter().wasInterrupted() ? Traceback.interrupted() : Traceback.of(thrown);
    }

    private synchronized Future<?> startClock() {
        timedOut = false;
        var run = ++runs;
        return timer == null
                ? CompletableFuture.completedFuture(null)
                : timer.schedule(() -> timeOut(run), session.settings().timeoutMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void stopClock(Future<?> limit) {
        runs++;
        limit.cancel(false);
    }

    private synchronized void timeOut(int run) {
        if (run == runs) {
            timedOut = true;
            session.interpreter().interrupt();
        }
    }

    private Failure timeoutFailure() {
        return Traceback.of(new TimeoutException("The cell took longer than "
                + session.settings().timeoutMillis() + " ms. IJAVA_TIMEOUT sets the limit."));
    }

    private Map<String, Expression> userExpressions(Execute.Request request, Message message) {
        var values = new LinkedHashMap<String, Expression>();
        request.userExpressions().forEach((name, code) -> {
            var outcome = run(code, "user expression " + name, message);
            var data = outcome.result == null ? DisplayData.text("null") : outcome.result;
            values.put(name, new Expression(outcome.failure == null ? data : null, outcome.failure));
        });
        return values;
    }

    private static Object value(ExecutionResult result) throws CellFailure {
        if (result instanceof ExecutionResult.Value value) {
            return value.value();
        } else if (result instanceof ExecutionResult.NoValue) {
            return null;
        } else if (result instanceof ExecutionResult.Rejected rejected) {
            throw new CellFailure(Traceback.rejected(rejected), null);
        } else if (result instanceof ExecutionResult.Threw threw) {
            throw failure(threw);
        }
        throw new CellFailure(Traceback.interrupted(), null);
    }

    private static CellFailure failure(ExecutionResult.Threw threw) {
        if (threw.thrown() instanceof CellFailure inner) {
            return inner; // Code that this cell's code ran, through eval or a magic: its failure is the one to show.
        } else if (threw.thrown() instanceof MagicException refused) {
            return new CellFailure(Traceback.of(refused), refused); // The kernel's frames would tell nobody anything.
        }
        return new CellFailure(Traceback.threw(threw), threw.thrown());
    }
}
