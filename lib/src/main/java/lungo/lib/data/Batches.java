package lungo.lib.data;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A data set cut into batches; the last may be smaller. Asking for the next batch closes the one before, so only a loop
 * that is left early needs {@code try (batch)} to free its last one. What else such a loop leaves, the order of its rows and
 * batches made ahead, is freed by {@link #close}, or when the garbage collector finds it:
 *
 * <pre>{@code
 * try (var batches = train.batches(64, seed).prefetch(2)) {
 *     for (var batch : batches) { … break; … }
 * }
 * }</pre>
 */
public final class Batches implements Iterable<Batch>, AutoCloseable {

    private final Supplier<Feed> feed;
    private final int first;
    private final int end;
    private final boolean lastIsSmaller;
    private final int ahead;
    private final List<WeakReference<BatchIterator>> begun = new ArrayList<>();

    private Batches(Supplier<Feed> feed, int first, int end, boolean lastIsSmaller, int ahead) {
        this.feed = feed;
        this.first = first;
        this.end = end;
        this.lastIsSmaller = lastIsSmaller;
        this.ahead = ahead;
    }

    static Batches of(int examples, int batchSize, Supplier<Feed> feed) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch holds at least one example, not " + batchSize + ".");
        }
        return new Batches(feed, 0, (examples + batchSize - 1) / batchSize, examples % batchSize != 0, 0);
    }

    /** The same batches without the first {@code batches}, which are not made: to go on where a loop was left. */
    public Batches skip(int batches) {
        if (batches < 0 || batches > count()) {
            throw new IllegalArgumentException(
                    "Of " + count() + " batches 0 to " + count() + " can be skipped, not " + batches + ".");
        }
        return new Batches(feed, first + batches, end, lastIsSmaller && batches < count(), ahead);
    }

    /**
     * The same batches without the last, if that is smaller than the others; PyTorch's {@code drop_last}. Batch norm trains
     * badly on a few examples, and on one not at all. Throws IllegalArgumentException if it is the only batch.
     */
    public Batches dropLast() {
        if (lastIsSmaller && end == 1) {
            throw new IllegalArgumentException(
                    "There are fewer examples than one batch holds, and none is left without it: make smaller batches.");
        }
        return new Batches(feed, first, lastIsSmaller ? end - 1 : end, false, ahead);
    }

    /** The same batches, made by a thread of their own up to {@code ahead} batches before the loop asks for them. */
    public Batches prefetch(int ahead) {
        if (ahead < 1) {
            throw new IllegalArgumentException("Prefetching makes at least one batch ahead, not " + ahead + ".");
        }
        return new Batches(feed, first, end, lastIsSmaller, ahead);
    }

    /** How many batches there are. */
    public int count() {
        return end - first;
    }

    @Override
    public Iterator<Batch> iterator() {
        Feed part = new Part(feed.get(), first, end);
        var iterator = new BatchIterator(ahead == 0 ? part : new Prefetch(part, ahead));
        begun.add(new WeakReference<>(iterator));
        return iterator;
    }

    /**
     * Ends the loops over these batches, and waits for a batch that is being made; the data may be closed after that. The
     * last batch that a loop took stays open.
     */
    @Override
    public void close() {
        begun.stream().map(WeakReference::get).filter(Objects::nonNull).forEach(BatchIterator::leave);
        begun.clear();
    }
}
