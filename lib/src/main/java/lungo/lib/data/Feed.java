package lungo.lib.data;

/** Where a loop takes its batches from. */
interface Feed extends AutoCloseable {

    /** How many batches there are. */
    int count();

    /** Batch {@code i}; they are taken in their order, each once. */
    Batch take(int i);

    /** Frees what no batch holds: whoever took a batch closes it. */
    @Override
    void close();
}
