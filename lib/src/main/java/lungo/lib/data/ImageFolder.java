package lungo.lib.data;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of pictures as torchvision's ImageFolder wants it: ROOT/CLASS/…/NAME.png. The classes are the folders' names in
 * their order; every picture becomes red, green and blue and is stretched to one size.
 *
 * <pre>{@code
 * var pets = ImageFolder.of(Path.of("pets"), 64, 64);
 * var data = pets.lazy(manager);                  // or pets.load(manager), where all of them fit into memory
 * for (var batch : data.batches(32, seed).prefetch(2)) { … }   // x (32, 3, 64, 64) from 0 to 1
 * }</pre>
 */
public final class ImageFolder {

    private record Item(Path file, int label) {}

    private final Path root;
    private final int height;
    private final int width;
    private final List<String> classes = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();

    private ImageFolder(Path root, int height, int width) {
        this.root = root;
        this.height = height;
        this.width = width;
    }

    /**
     * Lists the pictures below {@code root}, to be brought to a height and width in pixels. Throws DataException if there
     * are no class folders, or one holds no picture.
     */
    public static ImageFolder of(Path root, int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("A picture of " + height + " by " + width + " pixels has no pixels.");
        }
        var folder = new ImageFolder(root, height, width);
        List<Path> below = list(root, 1).filter(Files::isDirectory).toList();
        if (below.isEmpty()) {
            throw new DataException(
                    "The folder " + root + " has no folders in it. Put the pictures into one for each class: "
                            + root.resolve("cat").resolve("1.png") + ", "
                            + root.resolve("dog").resolve("1.png") + ".");
        }
        below.forEach(folder::add);
        return folder;
    }

    private void add(Path folder) {
        List<Path> files = list(folder, Integer.MAX_VALUE)
                .filter(Files::isRegularFile)
                .filter(PictureFile::is)
                .toList();
        if (files.isEmpty()) {
            throw new DataException("The class folder " + folder + " holds no picture ("
                    + String.join(", ", PictureFile.ENDINGS) + "). Put some there, or remove it.");
        }
        files.forEach(file -> items.add(new Item(file, classes.size())));
        classes.add(folder.getFileName().toString());
    }

    /** What is in a folder, without itself and what is hidden, sorted by name. */
    private static Stream<Path> list(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return files
                    .filter(file -> !file.equals(folder))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    "Cannot look into the folder " + folder.toAbsolutePath() + ": " + Download.reason(e)
                            + ". Check its name, and that you may read it.",
                    e);
        }
    }

    /** How many pictures there are. */
    public int size() {
        return items.size();
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The names of the classes, by number. */
    public List<String> classes() {
        return List.copyOf(classes);
    }

    /** The class number of picture {@code i}. */
    public int label(int i) {
        return items.get(i).label();
    }

    /** The file of picture {@code i}. */
    public Path file(int i) {
        return items.get(i).file();
    }

    /** Picture {@code i} at the folder's size. Throws DataException if its file cannot be read. */
    public BufferedImage image(int i) {
        return PictureFile.resized(PictureFile.read(file(i)), height, width);
    }

    /** What this is, and how much of it. */
    public String source() {
        return String.format(
                Locale.ROOT,
                "%,d pictures of %d classes from the folder %s",
                size(),
                classes.size(),
                root.getFileName());
    }

    /**
     * All pictures in memory: x (N, 3, height, width) from 0 to 1, kept as bytes, y (N) int64. Throws DataException if a
     * file cannot be read, or all together are larger than one array may be (2 GiB).
     */
    public TensorDataset load(NDManager manager) {
        if ((long) size() * pictureBytes() > Integer.MAX_VALUE) {
            throw new DataException(source() + " would take more than 2 GiB: use lazy(manager), or a smaller size.");
        }
        int[] all = IntStream.range(0, size()).toArray();
        int[] labels = IntStream.of(all).map(this::label).toArray();
        var shape = new Shape(size(), 3, height, width);
        return new LabelledImages(pixels(all), shape, labels, classes, 255).tensors(manager, source());
    }

    /** The same examples, each read from its file whenever a batch wants it; best with {@link Batches#prefetch}. */
    public TensorDataset lazy(NDManager manager) {
        return new TensorDataset(new FileExamples(this, manager), Preparation.NONE.scaled(255), source())
                .named(classes);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d by %d pixels", source(), height, width);
    }

    /** The bytes of some pictures, (n, 3, height, width), read on all processors. */
    ByteBuffer pixels(int... rows) {
        var pixels = ByteBuffer.allocateDirect(rows.length * pictureBytes());
        IntStream.range(0, rows.length)
                .parallel()
                .forEach(i -> PictureFile.put(image(rows[i]), pixels, i * pictureBytes()));
        return pixels;
    }

    private int pictureBytes() {
        return 3 * height * width;
    }
}
