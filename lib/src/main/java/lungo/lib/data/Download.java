package lungo.lib.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import lungo.lib.progress.ProgressBar;

/**
 * Fetches a file into a folder. It is written as NAME.part, taken up again after a broken connection, checked, and only
 * then moved to its name. Connecting may take 5 s, and a connection that says nothing for 15 s counts as broken.
 */
final class Download {

    /** Opens the file to write; the tests put a full disk here. */
    interface Opener {
        OutputStream open(Path part, boolean append) throws IOException;
    }

    private static final int CONNECT_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 15_000;
    private static final int TRIES = 4;

    private final Opener opener;
    private final Consumer<String> say;

    Download() {
        this(Download::open, System.out::println);
    }

    /** Tells {@code say} when it has to wait for another download. */
    Download(Opener opener, Consumer<String> say) {
        this.opener = opener;
        this.say = say;
    }

    static OutputStream open(Path part, boolean append) throws IOException {
        return append ? Files.newOutputStream(part, StandardOpenOption.APPEND) : Files.newOutputStream(part);
    }

    /**
     * Fetches {@code file} from the first of its mirrors that gives it whole and right, unless another download into the
     * folder, which it waits for, has done so. Throws IOException, with what each mirror answered, if none does;
     * DataException if the folder cannot be written or the thread is interrupted.
     */
    void fetch(DataFile file, Path folder) throws IOException {
        var turn = FolderLock.of(folder, say);
        try {
            if (!isThere(file, folder)) {
                fetchNow(file, folder);
            }
        } finally {
            turn.close();
        }
    }

    private static boolean isThere(DataFile file, Path folder) throws IOException {
        try {
            file.check(folder.resolve(file.name()));
            return true;
        } catch (NoSuchFileException | CorruptFileException e) {
            return false;
        }
    }

    private void fetchNow(DataFile file, Path folder) throws IOException {
        var answers = new ArrayList<String>();
        Path part = folder.resolve(file.name() + ".part");
        for (URI mirror : file.mirrors()) {
            try {
                fetch(file, mirror, part);
                Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                answers.add(mirror.getHost() + ": " + reason(e));
            }
        }
        throw new IOException(file.name() + " (" + String.join("; ", answers) + ")");
    }

    private void fetch(DataFile file, URI mirror, Path part) throws IOException {
        for (int attempt = 1; ; attempt++) {
            long had = Files.exists(part) ? Files.size(part) : 0;
            try {
                receive(mirror, part, had);
                file.check(part);
                return;
            } catch (CorruptFileException e) {
                Files.delete(part);
                // A part left by another mirror, or by a page that asked to sign in, deserves one clean start.
                if (had == 0 || attempt == TRIES) {
                    throw e;
                }
            } catch (BrokenConnection e) {
                if (attempt == TRIES || Files.size(part) <= had) {
                    throw e;
                }
            }
        }
    }

    private void receive(URI mirror, Path part, long had) throws IOException {
        var connection = (HttpURLConnection) mirror.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(SILENCE_MILLIS);
        if (had > 0) {
            connection.setRequestProperty("Range", "bytes=" + had + "-");
        }
        try {
            int status = connection.getResponseCode();
            if (status == 416) { // Nothing lies beyond what is here: the checksum will tell whether that is the file.
                return;
            }
            if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
                throw new IOException("HTTP status " + status);
            }
            boolean resumed = status == HttpURLConnection.HTTP_PARTIAL;
            try (InputStream in = connection.getInputStream()) {
                copy(in, part, resumed ? had : 0, connection.getContentLengthLong());
            }
        } finally {
            connection.disconnect();
        }
    }

    private void copy(InputStream in, Path part, long start, long length) throws IOException {
        requireSpace(part, length);
        var buffer = new byte[1 << 16];
        long at = start;
        String label = part.getFileName().toString().replace(".part", "");
        try (OutputStream out = open(part, start);
                var bar = ProgressBar.ofBytes(label, Math.max(1, start + Math.max(0, length)))) {
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                write(out, buffer, n, part, start + length);
                at += n;
                bar.advanceTo(at);
                requireNotInterrupted(part);
            }
        }
        if (length >= 0 && at < start + length) {
            throw new BrokenConnection("the connection ended after " + at + " of " + (start + length) + " bytes");
        }
    }

    private OutputStream open(Path part, long start) {
        try {
            return opener.open(part, start > 0);
        } catch (IOException e) {
            throw cannotWrite(part, -1, e);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws BrokenConnection {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new BrokenConnection("the connection broke: " + reason(e));
        }
    }

    private static void write(OutputStream out, byte[] buffer, int n, Path part, long needed) {
        try {
            out.write(buffer, 0, n);
        } catch (IOException e) {
            throw cannotWrite(part, needed, e);
        }
    }

    private static void requireSpace(Path part, long length) throws IOException {
        if (length > Files.getFileStore(part.getParent()).getUsableSpace()) {
            throw cannotWrite(part, length, null);
        }
    }

    private static void requireNotInterrupted(Path part) {
        if (Thread.currentThread().isInterrupted()) {
            throw new DataException("The download was interrupted. What has come is kept in " + part
                    + ": run this again to go on from there.");
        }
    }

    /** Also removes the part, so that a full disk is not left fuller than it was. */
    private static DataException cannotWrite(Path part, long needed, IOException cause) {
        String space = "";
        try {
            Files.deleteIfExists(part);
            long free = Files.getFileStore(part.getParent()).getUsableSpace();
            space = needed < 0 ? "" : " " + megabytes(needed) + " are needed and " + megabytes(free) + " are free.";
        } catch (IOException e) {
            space = " Nor can the part be removed: " + reason(e) + ".";
        }
        return new DataException(
                "Cannot write " + part + (cause == null ? ": the disk is too full." : ": " + reason(cause) + ".")
                        + space + " Make room in " + part.getParent()
                        + ", or set LUNGO_CACHE to a folder on another disk.",
                cause);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String reason(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return List.of("IO", "BrokenConnection", "CorruptFile").contains(kind)
                ? e.getMessage()
                : kind + ", " + e.getMessage();
    }

    private static final class BrokenConnection extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenConnection(String message) {
            super(message);
        }
    }
}
