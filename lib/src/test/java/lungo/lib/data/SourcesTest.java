package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the digits come from, with four tiny files in place of the real ones. */
class SourcesTest {

    @TempDir
    Path home;

    private final Map<String, byte[]> contents = new HashMap<>();
    private final List<String> said = new ArrayList<>();
    private Path cache;
    private Path given;

    @BeforeEach
    void makeTinyFiles() {
        cache = home.resolve("cache");
        given = home.resolve("data");
        for (DataFile file : Mnist.RECIPE.files()) {
            boolean images = file.name().contains("images");
            int n = file.name().startsWith("train") ? 3 : 2;
            contents.put(file.name(), images ? idx(n * 4, n, 2, 2) : idx(n, n));
        }
    }

    @Test
    void theCacheComesFirst() throws IOException {
        fill(cache.resolve("mnist"));
        fill(given.resolve("mnist"));
        assertThat(load(false).source()).contains("3 + 2 digits", "from the cache");
        assertThat(said).singleElement().asString().startsWith("Data: ");
    }

    @Test
    void theGivenFolderComesNextAndIsNotCopied() throws IOException {
        fill(given.resolve("mnist"));
        Found mnist = load(false);
        assertThat(mnist.source()).contains("LUNGO_DATA");
        assertThat(mnist.train().label(2)).isEqualTo(2);
        assertThat(mnist.test().pixel(1, 1, 1)).isEqualTo(7);
        assertThat(cache).doesNotExist();
    }

    @Test
    void aCorruptCacheEntryIsSetAsideForTheNextSource() throws IOException {
        fill(cache.resolve("mnist"));
        fill(given.resolve("mnist"));
        Path broken = cache.resolve("mnist/train-images-idx3-ubyte.gz");
        Files.write(broken, DownloadTest.gzip(new byte[] {1}));
        assertThat(load(false).source()).contains("LUNGO_DATA");
        assertThat(said.get(0)).contains(broken.toString(), "corrupt", "MD5", "set aside");
        assertThat(broken).doesNotExist();
        assertThat(broken.resolveSibling("train-images-idx3-ubyte.gz.corrupt")).exists();
    }

    @Test
    void aCorruptGivenFileIsAnErrorWithARemedy() throws IOException {
        fill(given.resolve("mnist"));
        Path broken = given.resolve("mnist/t10k-labels-idx1-ubyte.gz");
        Files.write(broken, new byte[] {'P', 'K', 3});
        assertThatThrownBy(() -> load(false))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(broken.toString(), "3 bytes are not a whole gzip", "unset LUNGO_DATA");
    }

    @Test
    void aMissingGivenFileIsAnErrorWithARemedy() throws IOException {
        fill(given.resolve("mnist"));
        Files.delete(given.resolve("mnist/t10k-labels-idx1-ubyte.gz"));
        assertThatThrownBy(() -> load(false))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("t10k-labels-idx1-ubyte.gz", "there is no file", "LUNGO_DATA");
    }

    @Test
    void aDownloadFillsTheCache() throws IOException {
        try (var server = new Servers()) {
            assertThat(load(false, server::uri).source()).contains("downloaded");
        }
        assertThat(load(true).source()).contains("from the cache");
    }

    @Test
    void onlyWhatIsMissingIsDownloaded() throws IOException {
        fill(cache.resolve("mnist"));
        Files.write(cache.resolve("mnist/train-labels-idx1-ubyte.gz"), new byte[9]);
        try (var server = new Servers()) {
            assertThat(load(false, server::uri).source()).contains("downloaded");
            assertThat(server.asked()).containsExactly("train-labels-idx1-ubyte.gz");
        }
    }

    @Test
    void withoutANetworkTheSampleIsUsedAndSaysSo() {
        Found mnist = load(false);
        assertThat(mnist.source()).isEqualTo("offline sample of MNIST, 4,000 + 1,000 digits, inside Lungo's jar");
        assertThat(said.get(1)).contains("could not be downloaded", "refused", "LUNGO_DATA");
        assertThat(said.get(2)).isEqualTo("Data: " + mnist.source() + ".");
    }

    @Test
    void offlineAsksNoServer() throws IOException {
        try (var server = new Servers()) {
            assertThat(load(true, server::uri).source()).contains("offline sample");
            assertThat(server.asked()).isEmpty();
        }
        assertThat(said.toString()).contains("LUNGO_OFFLINE");
    }

    @Test
    void theEnvironmentNamesTheFolders() {
        var none = DataFolders.of(Map.of("LUNGO_DATA", " "));
        assertThat(none.cache()).isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "lungo"));
        assertThat(none.given()).isEmpty();
        assertThat(none.offline()).isFalse();
        assertThat(DataFolders.of(Map.of("LUNGO_CACHE", "/c", "LUNGO_DATA", "/d", "LUNGO_OFFLINE", "true")))
                .isEqualTo(new DataFolders(Path.of("/c"), Optional.of(Path.of("/d")), true));
    }

    private Found load(boolean offline) {
        return load(offline, name -> URI.create("http://localhost:1/" + name));
    }

    private Found load(boolean offline, Function<String, URI> mirror) {
        var files = Mnist.RECIPE.files().stream()
                .map(f -> new DataFile(
                        f.name(), DownloadTest.md5(contents.get(f.name())), true, List.of(mirror.apply(f.name()))))
                .toList();
        return new Sources(new DataFolders(cache, Optional.of(given), offline), new Download(), said::add)
                .find(Mnist.RECIPE.withFiles(files));
    }

    private void fill(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var file : contents.entrySet()) {
            Files.write(folder.resolve(file.getKey()), DownloadTest.gzip(file.getValue()));
        }
    }

    /** An idx file whose bytes count 0, 1, 2, … */
    private static byte[] idx(int size, int... shape) {
        var file = ByteBuffer.allocate(4 + 4 * shape.length + size);
        file.put(new byte[] {0, 0, 8, (byte) shape.length});
        for (int length : shape) {
            file.putInt(length);
        }
        for (int i = 0; i < size; i++) {
            file.put((byte) i);
        }
        return file.array();
    }

    /** One server a file. */
    private final class Servers implements AutoCloseable {
        private final Map<String, Server> servers = new HashMap<>();

        Servers() throws IOException {
            for (var file : contents.entrySet()) {
                servers.put(file.getKey(), new Server(DownloadTest.gzip(file.getValue())));
            }
        }

        URI uri(String name) {
            return servers.get(name).uri(name);
        }

        List<String> asked() {
            return servers.entrySet().stream()
                    .filter(s -> !s.getValue().requests.isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public void close() {
            servers.values().forEach(Server::close);
        }
    }
}
