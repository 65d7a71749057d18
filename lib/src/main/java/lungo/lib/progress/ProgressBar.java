package lungo.lib.progress;

import java.util.Collection;
import java.util.Iterator;
import java.util.function.LongSupplier;
import lungo.lib.display.Output;

/**
 * One line that tells how far a loop is, how fast it goes and how long it will still take. It shows itself once a loop
 * has run for 0.3 s, then at most five times a second, and for the last time when it is closed. Not thread-safe.
 *
 * <pre>{@code for (var file : ProgressBar.over("Reading", files)) { read(file); }}</pre>
 */
public final class ProgressBar implements AutoCloseable {

    /** Where the line goes; every call replaces the line before. */
    @FunctionalInterface
    public interface Sink {
        void show(String line);
    }

    private static final long FIRST = 300_000_000;
    private static final long PAUSE = 200_000_000;

    private final ProgressLine line;
    private final Sink sink;
    private final LongSupplier nanos;
    private final long started;
    private long done;
    private String note = "";
    private boolean shown;
    private long shownAt;
    private boolean closed;

    ProgressBar(ProgressLine line, Sink sink, LongSupplier nanos) {
        this.line = line;
        this.sink = sink;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** A bar over {@code total} steps, shown where the code runs: in a notebook or on a console. */
    public static ProgressBar of(String label, long total) {
        return new ProgressBar(new ProgressLine(label, total, false), new OutputSink(), System::nanoTime);
    }

    /** A bar over {@code total} bytes. */
    public static ProgressBar ofBytes(String label, long total) {
        return new ProgressBar(new ProgressLine(label, total, true), new OutputSink(), System::nanoTime);
    }

    /** A bar that is never shown, for one of many loops whose whole has a bar of its own. */
    public static ProgressBar silent() {
        return new ProgressBar(new ProgressLine("", 1, false), line -> {}, System::nanoTime);
    }

    /** The items, with a bar that moves as they are taken. Leaving the loop early leaves the bar where it was. */
    public static <T> Iterable<T> over(String label, Collection<T> items) {
        return () -> iterator(of(label, items.size()), items.iterator());
    }

    static <T> Iterator<T> iterator(ProgressBar bar, Iterator<T> items) {
        return new Iterator<>() {
            private boolean taken;

            @Override
            public boolean hasNext() {
                if (taken) {
                    bar.step();
                    taken = false;
                }
                boolean more = items.hasNext();
                if (!more) {
                    bar.close();
                }
                return more;
            }

            @Override
            public T next() {
                taken = true;
                return items.next();
            }
        };
    }

    /** One more step is done. */
    public void step() {
        advanceTo(done + 1);
    }

    /** So many steps, or bytes, are done in all. */
    public void advanceTo(long done) {
        this.done = done;
        long now = nanos.getAsLong();
        if (shown ? now - shownAt >= PAUSE : now - started >= FIRST) {
            show(now);
        }
    }

    /** A few words to stand at the end of the line, such as the loss; shown with the next update. */
    public void note(String note) {
        this.note = note;
    }

    /** Shows the line for the last time, if the loop was long enough for it to be seen at all. */
    @Override
    public void close() {
        if (shown && !closed) {
            show(nanos.getAsLong());
        }
        closed = true;
    }

    private void show(long now) {
        shown = true;
        shownAt = now;
        sink.show(line.text(done, (now - started) / 1e9, note));
    }

    private static final class OutputSink implements Sink {
        private String id;

        @Override
        public void show(String line) {
            if (id == null) {
                id = Output.display(line);
            } else {
                Output.update(id, line);
            }
        }
    }
}
