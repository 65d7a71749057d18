package lungo.lib.data;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Takes a feed's batches one by one, and closes each when the next is asked for. */
final class BatchIterator implements Iterator<Batch> {

    /** Closes the feeds of loops that were left early. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final Feed feed;
    private final Cleaner.Cleanable closing;
    private int taken;
    private Batch last;

    BatchIterator(Feed feed) {
        this.feed = feed;
        this.closing = CLEANER.register(this, feed::close);
    }

    @Override
    public boolean hasNext() {
        boolean more = taken < feed.count();
        if (!more) {
            closeLast();
        }
        return more;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All " + feed.count() + " batches are taken.");
        }
        closeLast();
        boolean more = false; // nor after a failure
        try {
            last = feed.take(taken++);
            more = taken < feed.count();
        } finally {
            if (!more) {
                closing.clean();
            }
            Reference.reachabilityFence(this);
        }
        return last;
    }

    private void closeLast() {
        if (last != null) {
            last.close();
            last = null;
        }
    }

    /** Frees what no batch holds, for a loop that is left early; the garbage collector does so too, in its own time. */
    void leave() {
        closing.clean();
    }
}
