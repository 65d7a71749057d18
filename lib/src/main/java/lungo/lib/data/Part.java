package lungo.lib.data;

/** The batches {@code first} to {@code end} − 1 of a feed; the others are not made. */
record Part(Feed feed, int first, int end) implements Feed {

    @Override
    public int count() {
        return end - first;
    }

    @Override
    public Batch take(int i) {
        return feed.take(first + i);
    }

    @Override
    public void close() {
        feed.close();
    }
}
