package lungo.lib.plot;

import java.util.concurrent.TimeUnit;
import lungo.lib.display.Output;

/**
 * Draws a live picture on a daemon thread: at once when it changes after a rest, else twice a second, or where that would
 * take over a tenth of a core's time, less often, down to every other second. A cell that changed it ends with the whole
 * bundle shown, since what comes after a cell's end is lost where a notebook is executed without a browser.
 */
public final class LiveDrawer {
    private static final long PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 2000;
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long LAST_DRAWING_MILLIS = TimeUnit.SECONDS.toMillis(20);
    private static final int SHARE = 10;

    private final Live picture;
    private final String displayId;
    private final Object sending = new Object();
    private boolean running;
    private boolean dirty;
    private boolean whole;
    private boolean awaitsCellEnd;
    private boolean finishing;
    private int drawn;

    /** A drawer of {@code picture} where {@code Output.display} has shown something under {@code displayId}. */
    public LiveDrawer(Live picture, String displayId) {
        this.picture = picture;
        this.displayId = displayId;
    }

    /** Has the picture drawn soon. */
    public synchronized void changed() {
        dirty = true;
        whole = false;
        if (!awaitsCellEnd) {
            awaitsCellEnd = true;
            Output.beforeReply(this::cellEnds);
        }
        if (running) {
            notifyAll();
            return;
        }
        running = true;
        // No heir of this cell's thread: what it sends belongs to the cell that runs then, not to the one that began
        // it.
        var thread = new Thread(null, this::run, "lungo-live-chart", 0, false);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Has the whole bundle shown, and returns when it is; also on a thread that was interrupted. */
    public void finish() {
        var interrupted = false;
        synchronized (this) {
            finishing = true;
            notifyAll();
            var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_DRAWING_MILLIS);
            while (running && System.nanoTime() < end) {
                try {
                    wait(LAST_DRAWING_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            finishing = false;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                while (awaitChange()) {
                    var start = System.nanoTime();
                    send(false);
                    pause(rest(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
                }
                send(true);
            } while (!ends());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The picture must not take the training with it, nor fail in silence.
            System.err.println("The live picture stopped: " + e);
        } finally {
            stopped();
        }
    }

    private void cellEnds() {
        synchronized (this) {
            awaitsCellEnd = false;
        }
        send(true);
    }

    /** Sends the whole bundle, or the picture in progress, unless that has been sent since the last change. */
    private void send(boolean wholly) {
        synchronized (sending) { // Held while it draws, so that no older picture follows a newer one.
            synchronized (this) {
                if (wholly ? whole : !dirty) {
                    return;
                }
                dirty = false;
                whole = wholly;
            }
            Output.update(displayId, wholly ? picture.bundle() : picture.progress());
        }
    }

    /** How long to rest after a drawing; the first takes long to load its classes and says nothing of the next. */
    private long rest(long drawing) {
        var rest = drawn++ == 0 ? PAUSE_MILLIS : Math.max(PAUSE_MILLIS, SHARE * drawing);
        return Math.min(rest, LONGEST_PAUSE_MILLIS);
    }

    /** Whether the thread may end: nothing has changed while the whole bundle was sent. */
    private synchronized boolean ends() {
        running = dirty && !finishing;
        return !running;
    }

    private synchronized void stopped() {
        running = false;
        notifyAll();
    }

    /** Waits for a change; false when the picture is to be finished, or nothing has changed for long. */
    private synchronized boolean awaitChange() throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
        while (!dirty && !finishing && System.nanoTime() < end) {
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
        return dirty && !finishing;
    }

    private synchronized void pause(long millis) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!finishing && System.nanoTime() < end) {
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
    }
}
