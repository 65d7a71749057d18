package lungo.lib.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The places that MNIST is looked for in, in their order. */
final class MnistSources {

    /** Train images, train labels, test images, test labels. */
    static final List<DataFile> FILES = List.of(
            file("train-images-idx3-ubyte.gz", "6bbc9ace898e44ae57da46a324031adb"),
            file("train-labels-idx1-ubyte.gz", "a25bea736e30d166cdddb491f175f624"),
            file("t10k-images-idx3-ubyte.gz", "2646ac647ad5339dbf082846283269ea"),
            file("t10k-labels-idx1-ubyte.gz", "27ae3e4e09519cfbb04c329615203637"));

    private final DataFolders folders;
    private final Download download;
    private final List<DataFile> files;
    private final Consumer<String> say;

    MnistSources(DataFolders folders, Download download, List<DataFile> files, Consumer<String> say) {
        this.folders = folders;
        this.download = download;
        this.files = files;
        this.say = say;
    }

    private static DataFile file(String name, String md5) {
        return new DataFile(
                name,
                md5,
                Stream.of(
                                "https://ossci-datasets.s3.amazonaws.com/mnist/",
                                "https://storage.googleapis.com/cvdf-datasets/mnist/")
                        .map(mirror -> URI.create(mirror + name))
                        .toList());
    }

    Mnist load() {
        Mnist mnist = fromCache("from the cache")
                .or(this::fromGivenFolder)
                .or(this::fromNetwork)
                .orElseGet(MnistSources::fromJar);
        say.accept("Data: " + mnist.source() + ".");
        return mnist;
    }

    private Optional<Mnist> fromCache(String origin) {
        var contents = new ArrayList<byte[]>();
        for (DataFile file : files) {
            Path path = cache().resolve(file.name());
            if (Files.isRegularFile(path)) {
                readOrSetAside(file, path).ifPresent(contents::add);
            }
        }
        return contents.size() == files.size() ? Optional.of(mnist(contents, origin)) : Optional.empty();
    }

    private Optional<byte[]> readOrSetAside(DataFile file, Path path) {
        try {
            return Optional.of(file.read(path));
        } catch (IOException e) {
            Path aside = path.resolveSibling(file.name() + ".corrupt");
            say.accept("The cached file " + path + " is corrupt: " + e.getMessage() + ". It is set aside as "
                    + aside.getFileName() + ", and the next source is tried.");
            try {
                Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException move) {
                throw new DataException("Cannot set the corrupt file " + path + " aside: delete it.", move);
            }
            return Optional.empty();
        }
    }

    private Optional<Mnist> fromGivenFolder() {
        Optional<Path> folder = folders.given().map(given -> given.resolve("mnist"));
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            folder.ifPresent(missing -> say.accept("LUNGO_DATA has no folder " + missing + "."));
            return Optional.empty();
        }
        var contents = new ArrayList<byte[]>();
        for (DataFile file : files) {
            contents.add(readGiven(file, folder.get().resolve(file.name())));
        }
        return Optional.of(mnist(contents, "from LUNGO_DATA"));
    }

    private static byte[] readGiven(DataFile file, Path path) {
        try {
            return file.read(path);
        } catch (CorruptFileException e) {
            throw new DataException(
                    path + " is corrupt: " + e.getMessage() + ". Put a good copy there, or unset LUNGO_DATA.", e);
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read " + path + ", which LUNGO_DATA promises (" + Download.reason(e)
                            + "). Put the file there, or unset LUNGO_DATA.",
                    e);
        }
    }

    private Optional<Mnist> fromNetwork() {
        if (folders.offline()) {
            return sampleInstead("LUNGO_OFFLINE forbids the download");
        }
        try {
            Files.createDirectories(cache());
            for (DataFile file : files) {
                if (!Files.isRegularFile(cache().resolve(file.name()))) {
                    download.fetch(file, cache());
                }
            }
            return fromCache("downloaded to the cache");
        } catch (IOException e) {
            return sampleInstead("it could not be downloaded: " + Download.reason(e));
        }
    }

    private Optional<Mnist> sampleInstead(String why) {
        say.accept("MNIST is not here, and " + why + ". For the whole set put its four .gz files into "
                + "the folder mnist below LUNGO_DATA, or run this again with a network.");
        return Optional.empty();
    }

    static Mnist fromJar() {
        var contents = new ArrayList<byte[]>();
        for (DataFile file : FILES) {
            try (InputStream in =
                    new GZIPInputStream(MnistSources.class.getResourceAsStream("mnist5k/" + file.name()))) {
                contents.add(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("Lungo's jar is damaged: build it again.", e);
            }
        }
        return mnist(contents, "inside Lungo's jar");
    }

    private static Mnist mnist(List<byte[]> contents, String origin) {
        List<Idx> arrays = contents.stream().map(Idx::parse).toList();
        return new Mnist(
                new LabelledImages(arrays.get(0), arrays.get(1)),
                new LabelledImages(arrays.get(2), arrays.get(3)),
                origin);
    }

    private Path cache() {
        return folders.cache().resolve("mnist");
    }
}
