package lungo.kernel.magics;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import lungo.kernel.dependencies.DownloadListener;

/** Shows downloads on one line that changes in place; says nothing where all was there already. */
final class DownloadReport implements DownloadListener {
    private static final long EVERY_NANOS = 100_000_000;

    private final Supplier<PrintStream> out;
    private final Map<String, long[]> running = new LinkedHashMap<>();
    private long files;
    private long bytes;
    private long shownAt = System.nanoTime();
    private int width;

    DownloadReport(Supplier<PrintStream> out) {
        this.out = out;
    }

    @Override
    public synchronized void progressed(String file, long come, long total) {
        running.put(file, new long[] {come, total});
        if (System.nanoTime() - shownAt > EVERY_NANOS) {
            show();
        }
    }

    @Override
    public synchronized void finished(String file, long length) {
        running.remove(file);
        bytes += length;
        // POMs and checksums are steps on the way; people count libraries.
        if (file.endsWith(".jar")) {
            files++;
        }
    }

    /** Ends the line with what came since the last call. */
    synchronized void end() {
        running.clear();
        if (bytes > 0) {
            var jars = files == 1 ? "1 jar" : files + " jars";
            print("Downloaded " + jars + ", " + size(bytes) + ".");
            out.get().println();
        }
        files = 0;
        bytes = 0;
        width = 0;
    }

    private void show() {
        shownAt = System.nanoTime();
        var text = new StringBuilder("Downloading");
        running.forEach((file, sizes) -> text.append(text.length() > 11 ? ", " : " ")
                .append(file.substring(file.lastIndexOf('/') + 1))
                .append(" ")
                .append(size(sizes[0]))
                .append(sizes[1] > 0 ? " of " + size(sizes[1]) : ""));
        print(text.toString());
    }

    private void print(String text) {
        // Blanks wipe what the longer line before left, where a frontend overwrites rather than clears.
        out.get().print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        out.get().flush();
        width = text.length();
    }

    private static String size(long bytes) {
        return bytes < 1_000_000 ? (bytes + 999) / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
