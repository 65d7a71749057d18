package lungo.lib.board;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A file of events as TensorBoard reads it: records of their length, its checksum, an Event message and its checksum.
 * Each record goes to the system whole when it is added, so that a JVM which dies leaves a readable file.
 * Source: tensorflow/core/lib/io/record_writer.h, tensorflow/core/util/event.proto.
 */
final class EventFile implements AutoCloseable {
    private static final int MASK_DELTA = 0xa282ead8;
    private static final int HEAD = Long.BYTES + Integer.BYTES;

    private final Path path;
    // Not a channel: an interrupt of the notebook's cell would close that for good.
    private final RandomAccessFile file;

    private EventFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** A new file in {@code folder}, which is made where it is not there. */
    static EventFile in(Path folder) {
        var path = folder.resolve(name());
        try {
            Files.createDirectories(folder);
            var file = new EventFile(
                    path, new RandomAccessFile(Files.createFile(path).toFile(), "rw"));
            file.add(new Protobuf().fixed(1, now()).text(3, "brain.Event:2"));
            return file;
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    /** Adds a Summary message at a step. */
    void add(Protobuf summary, long step, double wallTime) {
        try {
            var event = new Protobuf().fixed(1, wallTime);
            add((step == 0 ? event : event.varint(2, step)).message(5, summary));
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    private synchronized void add(Protobuf event) throws IOException {
        var end = file.getFilePointer();
        try {
            file.write(record(event.bytes()));
        } catch (IOException e) {
            // Half a record would hide all that follow it.
            file.setLength(end);
            file.seek(end);
            throw e;
        }
    }

    /** Has the system write to the disk what it holds of the file: needed against a power cut only. */
    synchronized void flush() {
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    Path path() {
        return path;
    }

    static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    static byte[] record(byte... data) {
        var record = Protobuf.littleEndian(HEAD + data.length + Integer.BYTES).putLong(data.length);
        record.putInt(masked(record.array(), 0, Long.BYTES)).put(data);
        return record.putInt(masked(record.array(), HEAD, data.length)).array();
    }

    private static int masked(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        var value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + MASK_DELTA;
    }

    /** As PyTorch names it, and with the nanoseconds, so that no two writers of a folder share a file. */
    private static String name() {
        return String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.%s.%d.%d",
                System.currentTimeMillis() / 1000,
                host(),
                ProcessHandle.current().pid(),
                System.nanoTime());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
        } catch (UnknownHostException noName) {
            return "localhost";
        }
    }

    private static UncheckedIOException cannotWrite(Path path, IOException e) {
        return new UncheckedIOException(
                "Cannot write TensorBoard's events to " + path + " (" + e.getMessage()
                        + "). Is the disk full, the folder not yours, or the writer closed?",
                e);
    }
}
