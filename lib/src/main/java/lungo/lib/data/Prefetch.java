package lungo.lib.data;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has a thread make the next batches while a loop works on the last. The thread never waits: when so many batches are
 * ready it has nothing to do, and so ends by itself a second after a loop was left.
 */
final class Prefetch implements Feed {

    private static final int IDLE_SECONDS = 1;

    private final Feed feed;
    private final int ahead;
    private final Queue<Future<Batch>> asked = new ArrayDeque<>();
    private final ThreadPoolExecutor worker;
    private int next;
    private volatile boolean closed;

    Prefetch(Feed feed, int ahead) {
        this.feed = feed;
        this.ahead = ahead;
        this.worker =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    var thread = new Thread(task, "lungo-prefetch");
                    thread.setDaemon(true);
                    return thread;
                });
        worker.allowCoreThreadTimeOut(true);
    }

    @Override
    public int count() {
        return feed.count();
    }

    @Override
    public Batch take(int i) {
        ask(i + 1);
        Batch batch = await(asked.remove());
        ask(i + 1 + ahead);
        return batch;
    }

    private void ask(int upTo) {
        for (; next < Math.min(upTo, count()); next++) {
            int i = next;
            asked.add(worker.submit(() -> closed ? null : feed.take(i)));
        }
    }

    /** Waits through an interrupt, which the loop finds pending: a loop stops between batches. */
    private static <T> T await(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw thrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
    }

    /** Waits for the batch that is being made just now: whoever closes the data next must not do so under its reading. */
    @Override
    public void close() {
        closed = true;
        Future<?> done = worker.submit(() -> {
            for (Future<Batch> future : asked) {
                closeMade(future);
            }
            feed.close();
        });
        worker.shutdown();
        await(done);
    }

    private static void closeMade(Future<Batch> done) {
        try {
            Batch batch = done.get();
            if (batch != null) {
                batch.close();
            }
        } catch (ExecutionException | InterruptedException e) {
            // Nobody asks for this batch any more, so nobody misses it.
        }
    }
}
