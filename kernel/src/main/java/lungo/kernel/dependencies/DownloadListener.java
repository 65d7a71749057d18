package lungo.kernel.dependencies;

/** Hears of downloads while they run; called from several threads at once. */
public interface DownloadListener {
    /** {@code bytes} of {@code total} (-1 where unknown) of {@code file}, named as in its repository, have come. */
    void progressed(String file, long bytes, long total);

    /** {@code file} has come whole, {@code bytes} long. */
    void finished(String file, long bytes);
}
