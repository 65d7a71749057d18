package lungo.lib.data;

/** A feed without its first batches, which are not made. */
record Skipped(Feed feed, int first) implements Feed {

    @Override
    public int count() {
        return feed.count() - first;
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
