package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    @TempDir
    Path folder;

    private final byte[] content = new byte[300_000];
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private byte[] packed;
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        new Random(1).nextBytes(content);
        packed = gzip(content);
        server = new Server(packed);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aWholeFileArrivesUnderItsName() throws Exception {
        new Download().fetch(file(server.uri("a.gz")), folder);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
        assertThat(files()).containsExactly("a.gz");
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() throws Exception {
        server.cuts.addAll(List.of(100_000, 50_000));
        new Download().fetch(file(server.uri("a.gz")), folder);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
        assertThat(server.requests).containsExactly("whole", "bytes=100000-", "bytes=150000-");
    }

    @Test
    void aPartOfAnEarlierRunIsTakenUp() throws Exception {
        Files.write(folder.resolve("a.gz.part"), Arrays.copyOf(packed, 7));
        new Download().fetch(file(server.uri("a.gz")), folder);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
        assertThat(server.requests).containsExactly("bytes=7-");
    }

    @Test
    void aWholePartNeedsNoMoreBytes() throws Exception {
        Files.write(folder.resolve("a.gz.part"), packed);
        new Download().fetch(file(server.uri("a.gz")), folder);
        assertThat(files()).containsExactly("a.gz");
    }

    @Test
    void aServerThatCannotResumeSendsTheWholeAgain() throws Exception {
        server.ranges = false;
        server.cuts.add(1000);
        new Download().fetch(file(server.uri("a.gz")), folder);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
    }

    @Test
    void aWrongPartIsThrownAwayForACleanStart() throws Exception {
        Files.writeString(folder.resolve("a.gz.part"), "<html>Please sign in</html>");
        new Download().fetch(file(server.uri("a.gz")), folder);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
    }

    @Test
    void theNextMirrorIsTriedAfterA404() throws Exception {
        try (var gone = new Server(packed)) {
            gone.status = 404;
            new Download().fetch(file(gone.uri("a.gz"), server.uri("a.gz")), folder);
        }
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
    }

    @Test
    void theNextMirrorIsTriedAfterAWrongChecksum() throws Exception {
        try (var other = new Server(gzip("other".getBytes()))) {
            new Download().fetch(file(other.uri("a.gz"), server.uri("a.gz")), folder);
        }
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
    }

    @Test
    void everyMirrorsAnswerIsToldWhenNoneGivesTheFile() throws IOException {
        try (var gone = new Server(packed);
                var other = new Server(gzip("other".getBytes()))) {
            gone.status = 404;
            assertThatIOException()
                    .isThrownBy(() -> new Download()
                            .fetch(file(gone.uri("a"), other.uri("a"), URI.create("http://localhost:1/a")), folder))
                    .withMessageContainingAll("a.gz", "404", "MD5", "795f3202b17cb6bc3d4b771d8c6c9eaf", "refused");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aFullDiskNamesTheFolderAndLeavesNoPart() throws IOException {
        assertThatThrownBy(() ->
                        new Download(DownloadTest::fullAfter100KB, said::add).fetch(file(server.uri("a.gz")), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(
                        folder.toString(), "No space left on device", "0.3 MB are needed", "free", "LUNGO_CACHE");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileLargerThanTheDiskIsNotBegun() throws IOException {
        server.boast = 1L << 60;
        assertThatThrownBy(() -> new Download().fetch(file(server.uri("a.gz")), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(folder.toString(), "too full", "1152921504607.1 MB are needed", "free");
        assertThat(files()).isEmpty();
    }

    @Test
    void anInterruptKeepsThePart() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new Download().fetch(file(server.uri("a.gz")), folder))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("run this again");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("a.gz.part")).isNotEmptyFile();
    }

    @Test
    void anotherProgramThatDownloadsTheFileIsWaitedFor() throws Exception {
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherDownload.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var fromOther = other.inputReader();
                var toOther = other.outputWriter()) {
            assertThat(fromOther.readLine()).isEqualTo("locked");
            Files.write(folder.resolve("a.gz.part"), Arrays.copyOf(packed, 7));
            new Download(Download::open, message -> {
                        said.add(message);
                        finish(toOther);
                    })
                    .fetch(file(server.uri("a.gz")), folder);
        } finally {
            other.destroy();
        }
        assertThat(said).singleElement().asString().contains("Another program", folder.toString());
        assertThat(server.requests).as("the part was the other's").isEmpty();
        assertThat(files()).containsExactly("a.gz");
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
    }

    private void finish(Writer toOther) {
        try {
            Files.write(folder.resolve("a.gz.part"), packed);
            Files.move(folder.resolve("a.gz.part"), folder.resolve("a.gz"));
            toOther.write("done\n");
            toOther.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds the folder's lock until it is told a line. */
    static final class OtherDownload {
        public static void main(String[] arguments) throws IOException {
            var turn = FolderLock.of(Path.of(arguments[0]), System.err::println);
            System.out.println("locked");
            System.in.read();
            turn.close();
        }
    }

    @Test
    void twoThreadsThatWantOneFileFetchItOnce() throws Exception {
        var download = new Download(Download::open, said::add);
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Path>> all = Collections.nCopies(4, () -> {
                download.fetch(file(server.uri("a.gz")), folder);
                return folder.resolve("a.gz");
            });
            for (var fetched : threads.invokeAll(all)) {
                assertThat(fetched.get()).hasBinaryContent(packed);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(server.requests).containsExactly("whole");
    }

    @Test
    void aCorruptFileOfThatNameIsFetchedAnew() throws Exception {
        Files.writeString(folder.resolve("a.gz"), "broken");
        new Download().fetch(file(server.uri("a.gz")), folder);
        assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
    }

    private static OutputStream fullAfter100KB(Path part, boolean append) throws IOException {
        OutputStream out = Files.newOutputStream(part);
        return new OutputStream() {
            private int written;

            @Override
            public void write(int b) throws IOException {
                throw new AssertionError("written in blocks");
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                written += count;
                if (written > 100_000) {
                    throw new IOException("No space left on device");
                }
                out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> !name.equals(FolderLock.NAME))
                    .toList();
        }
    }

    private DataFile file(URI... mirrors) {
        return new DataFile("a.gz", md5(content), true, List.of(mirrors));
    }

    static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
