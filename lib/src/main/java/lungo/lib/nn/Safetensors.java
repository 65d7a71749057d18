package lungo.lib.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays in a file that PyTorch's package safetensors reads and writes, and which, unlike a pickle, cannot run code:
 * {@code safetensors.torch.save_file(model.state_dict(), path)} there, {@code Safetensors.load(path, manager)} here.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 */
public final class Safetensors {

    /** As in the reference implementation. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    /** Opens a file that is to be made; the tests put a full disk here. */
    interface Opener {
        WritableByteChannel open(Path path) throws IOException;
    }

    private Safetensors() {}

    /** {@link #save(Path, Map, Map)} without remarks. */
    public static void save(Path path, Map<String, NDArray> arrays) {
        save(path, arrays, Map.of());
    }

    /**
     * Writes arrays of any device, with remarks in the header, and makes the folders that are missing. The file is there whole or, where it was before, as it was.
     * The bytes are those that PyTorch writes for the same tensors. Throws IllegalArgumentException for a type that the
     * format lacks, UncheckedIOException if the file cannot be written.
     */
    public static void save(Path path, Map<String, NDArray> arrays, Map<String, String> metadata) {
        save(path, arrays, metadata, p -> FileChannel.open(p, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    static void save(Path path, Map<String, NDArray> arrays, Map<String, String> metadata, Opener opener) {
        SafetensorsHeader header = headerOf(arrays, metadata);
        Path part = path.resolveSibling("." + path.getFileName() + "." + System.nanoTime() + ".part");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (WritableByteChannel channel = opener.open(part)) {
                write(channel, header, arrays);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write " + path + " (" + reason(e)
                            + "). Is its folder yours to write in, and on a disk with"
                            + " room? A file that was there before is unchanged.",
                    e);
        } finally {
            removed(part);
        }
    }

    /**
     * The arrays of a file, in its order, for {@code manager} and on its device. Half precision (F16, BF16) becomes float32.
     * Throws UncheckedIOException if the file is not there, damaged, or not safetensors; nothing is left in the manager then.
     */
    public static Map<String, NDArray> load(Path path, NDManager manager) {
        var arrays = new LinkedHashMap<String, NDArray>();
        try (FileChannel file = FileChannel.open(path)) {
            SafetensorsHeader header = header(file);
            long numbers = file.position();
            for (var entry : header.tensors().entrySet()) {
                arrays.put(entry.getKey(), array(file, numbers, entry.getValue(), manager));
            }
            return arrays;
        } catch (IOException | RuntimeException e) {
            arrays.values().forEach(NDArray::close);
            throw e instanceof IOException io ? unreadable(path, io) : (RuntimeException) e;
        }
    }

    /** The remarks in a file's header. Throws as {@link #load} does. */
    public static Map<String, String> metadata(Path path) {
        try (FileChannel file = FileChannel.open(path)) {
            return header(file).metadata();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static SafetensorsHeader headerOf(Map<String, NDArray> arrays, Map<String, String> metadata) {
        var names = new ArrayList<>(arrays.keySet());
        names.sort(Comparator.comparing((String name) -> SafetensorsType.of(name, arrays.get(name)))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        if (arrays.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("No array can be called " + SafetensorsHeader.METADATA
                    + ": in a safetensors file that is where the remarks are. Rename it.");
        }
        var tensors = new LinkedHashMap<String, SafetensorsHeader.Tensor>();
        long end = 0;
        for (String name : names) {
            NDArray array = arrays.get(name);
            SafetensorsType type = SafetensorsType.of(name, array);
            long begin = end;
            end += array.size() * type.bytes;
            tensors.put(name, new SafetensorsHeader.Tensor(type, array.getShape(), begin, end));
        }
        return new SafetensorsHeader(metadata, tensors);
    }

    private static void write(WritableByteChannel channel, SafetensorsHeader header, Map<String, NDArray> arrays)
            throws IOException {
        byte[] json = header.bytes();
        if (json.length > LONGEST_HEADER) {
            throw new IOException("its remarks and names would take " + json.length + " bytes, and the format allows "
                    + LONGEST_HEADER);
        }
        ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES + json.length).order(ByteOrder.LITTLE_ENDIAN);
        writeAll(channel, start.putLong(json.length).put(json).flip());
        for (String name : header.tensors().keySet()) {
            NDArray array = arrays.get(name);
            NDArray here = array.toDevice(Device.cpu(), false);
            writeAll(channel, here.toByteBuffer(false));
            if (here != array) {
                here.close();
            }
        }
        if (channel instanceof FileChannel file) {
            // Else a crash of the machine could leave the new name on old or no bytes.
            file.force(true);
        }
    }

    private static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static SafetensorsHeader header(FileChannel file) throws IOException {
        long size = file.size();
        if (size < LENGTH_BYTES) {
            throw new IOException("it is no safetensors file, being only " + size + " bytes long");
        }
        long length = read(file, LENGTH_BYTES).getLong();
        if (length < 0 || length > Math.min(LONGEST_HEADER, size - LENGTH_BYTES)) {
            throw new IOException("it is no safetensors file, or not all of one: its header would be "
                    + Long.toUnsignedString(length) + " bytes long, the file is " + size);
        }
        byte[] json = new byte[(int) length];
        read(file, json.length).get(json);
        return SafetensorsHeader.read(json, size - LENGTH_BYTES - length);
    }

    private static NDArray array(FileChannel file, long numbers, SafetensorsHeader.Tensor tensor, NDManager manager)
            throws IOException {
        long length = tensor.end() - tensor.begin();
        if (length > Integer.MAX_VALUE) {
            throw new IOException(
                    "a tensor " + tensor.shape() + " takes " + length + " bytes, and Java's buffers 2 GiB");
        }
        return tensor.type()
                .array(manager, read(file.position(numbers + tensor.begin()), (int) length), tensor.shape());
    }

    private static ByteBuffer read(FileChannel file, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new IOException("it ends too early, at byte " + file.position());
            }
        }
        return bytes.flip();
    }

    private static UncheckedIOException unreadable(Path path, IOException e) {
        return new UncheckedIOException(
                e instanceof NoSuchFileException
                        ? "There is no file " + path.toAbsolutePath()
                                + ". Check the path; a notebook's begins at its folder."
                        : "Cannot read " + path + ": " + reason(e) + ". Save or fetch it again.",
                e);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null || e instanceof java.nio.file.FileSystemException
                ? e.getClass().getSimpleName() + " " + e.getMessage()
                : e.getMessage();
    }

    private static void removed(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It can stay: the outcome is told already, and the name is used only once.
        }
    }
}
