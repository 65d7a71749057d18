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

    private final int count;
    private final Supplier<Feed> feed;
    private final List<WeakReference<BatchIterator>> begun = new ArrayList<>();

    private Batches(int count, Supplier<Feed> feed) {
        this.count = count;
        this.feed = feed;
    }

    static Batches of(int examples, int batchSize, Supplier<Feed> feed) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch holds at least one example, not " + batchSize + ".");
        }
        return new Batches((examples + batchSize - 1) / batchSize, feed);
    }

    /** The same batches without the first {@code batches}, which are not made: to go on where a loop was left. */
    public Batches skip(int batches) {
        if (batches < 0 || batches > count) {
            throw new IllegalArgumentException(
                    "Of " + count + " batches 0 to " + count + " can be skipped, not " + batches + ".");
        }
        return new Batches(count - batches, () -> new Skipped(feed.get(), batches));
    }

    /** The same batches, made by a thread of their own up to {@code ahead} batches before the loop asks for them. */
    public Batches prefetch(int ahead) {
        if (ahead < 1) {
            throw new IllegalArgumentException("Prefetching makes at least one batch ahead, not " + ahead + ".");
        }
        return new Batches(count, () -> new Prefetch(feed.get(), ahead));
    }

    /** How many batches there are. */
    public int count() {
        return count;
    }

    @Override
    public Iterator<Batch> iterator() {
        var iterator = new BatchIterator(feed.get());
        begun.add(new WeakReference<>(iterator));
        return iterator;
    }

    /** Ends the loops over these batches. The last batch that a loop took stays open. */
    @Override
    public void close() {
        begun.stream().map(WeakReference::get).filter(Objects::nonNull).forEach(BatchIterator::leave);
        begun.clear();
    }
}
