package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fashion-MNIST, CIFAR and the digits of scikit-learn, from tiny archives, real files and Lungo itself. */
class VisionDatasetsTest {

    private static final int RECORD = 3073;

    @TempDir
    Path home;

    private final NDManager manager = NDManager.newBaseManager();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void anArchiveIsDownloadedCheckedAndKept() throws IOException {
        byte[] archive = archive(Map.of("data_batch_1.bin", records(3), "test_batch.bin", records(2)));
        try (var server = new Server(archive)) {
            Found found = sources(false).find(cifar10(archive, server.uri("cifar-10-binary.tar.gz")));
            assertThat(found.source()).isEqualTo("subset of CIFAR-10, 3 + 2 pictures, downloaded to the cache");
            assertThat(found.train().label(2)).isEqualTo(2);
            assertThat(found.train().className(2)).isEqualTo("bird");
            // Record 2's bytes are 2, 3, 4, …: its label, then 1,024 red values, then green.
            assertThat(found.train().pixel(2, 0, 0, 1)).isEqualTo(4);
            assertThat(found.train().pixel(2, 1, 1, 0)).isEqualTo((2 + 1 + 1024 + 32) % 256);
            assertThat(found.train().image(2).getRGB(1, 0) & 0xFF)
                    .isEqualTo(found.train().pixel(2, 2, 0, 1));
        }
        assertThat(sources(true).find(cifar10(archive)).source()).contains("from the cache");
    }

    @Test
    void anArchiveWithAnotherChecksumIsNotTaken() throws IOException {
        byte[] archive = archive(Map.of("data_batch_1.bin", records(3), "test_batch.bin", records(2)));
        byte[] half = Arrays.copyOf(archive, archive.length / 2);
        try (var server = new Server(half)) {
            Found found = sources(false).find(cifar10(archive, server.uri("cifar-10-binary.tar.gz")));
            assertThat(found.source()).startsWith("coloured shapes, not CIFAR-10");
        }
        assertThat(said.toString()).contains("MD5", "cifar-10-binary.tar.gz", "cifar-10-batches-bin", "LUNGO_DATA");
        Files.createDirectories(home.resolve("cache/cifar-10"));
        Files.write(home.resolve("cache/cifar-10/cifar-10-binary.tar.gz"), half);
        sources(true).find(cifar10(archive));
        assertThat(home.resolve("cache/cifar-10/cifar-10-binary.tar.gz.corrupt"))
                .exists();
    }

    @Test
    void anUnpackedFolderMayHoldAPartOfCifar() throws IOException {
        Path folder = Files.createDirectories(home.resolve("data/cifar-10-batches-bin"));
        Files.write(folder.resolve("data_batch_2.bin"), records(4));
        Files.write(folder.resolve("data_batch_5.bin"), records(1));
        Files.write(folder.resolve("test_batch.bin"), records(2));
        Found found = sources(true).find(Cifar10.RECIPE);
        assertThat(found.source()).isEqualTo("subset of CIFAR-10, 5 + 2 pictures, from LUNGO_DATA");
        assertThat(said).containsExactly("Data: " + found.source() + ".");

        Files.write(folder.resolve("data_batch_5.bin"), Arrays.copyOf(records(1), 3000));
        assertThatThrownBy(() -> sources(true).find(Cifar10.RECIPE))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(folder.toString(), "data_batch_5.bin", "3000 bytes", "unset LUNGO_DATA");
        Files.delete(folder.resolve("test_batch.bin"));
        Files.delete(folder.resolve("data_batch_5.bin"));
        assertThatThrownBy(() -> sources(true).find(Cifar10.RECIPE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("None of test_batch.bin");
    }

    @Test
    void onlyTheWholeIsCalledByItsName() {
        var format = new CifarBinary(1, List.of("a"), "b", List.of("x"));
        Map<String, byte[]> whole =
                new LinkedHashMap<>(Map.of("a", new byte[50_000 * RECORD], "b", new byte[10_000 * RECORD]));
        assertThat(format.parse(whole, "CIFAR-10").what()).isEqualTo("CIFAR-10");
    }

    @Test
    void cifar100HasFineLabels() {
        var contents = new LinkedHashMap<String, byte[]>();
        byte[] one = new byte[RECORD + 1];
        one[0] = 4; // coarse
        one[1] = 99; // fine
        contents.put("train.bin", one);
        contents.put("test.bin", one.clone());
        Splits splits = Cifar100.RECIPE.parser().parse(contents);
        assertThat(splits.train().classes())
                .hasSize(100)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(splits.train().className(0)).isEqualTo("worm");
        one[1] = 100;
        contents.put("train.bin", one);
        contents.put("test.bin", one.clone());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cifar100.RECIPE.parser().parse(contents))
                .withMessageContainingAll("Label 100", "0 to 99");
    }

    @Test
    void theRealSubsetIsNormalisedByChannel() {
        String given = System.getenv("LUNGO_DATA");
        boolean there = given != null && Files.isDirectory(Path.of(given, "cifar-10-batches-bin"));
        assertThat(there || System.getenv("CI") == null)
                .as("LUNGO_DATA has CIFAR-10")
                .isTrue();
        assumeTrue(there, "needs cifar-10-batches-bin in LUNGO_DATA");
        Cifar10 cifar = Cifar10.load();
        assertThat(cifar.source()).matches("(subset of )?CIFAR-10, .*");
        assertThat(cifar.classes()).startsWith("airplane").endsWith("truck");
        TensorDataset train = cifar.train(manager);
        assertThat(train.inputShape()).isEqualTo(new Shape(1, 3, 32, 32));
        try (Batch batch = train.batches(2000, 1).iterator().next()) {
            for (int channel = 0; channel < 3; channel++) {
                NDArray values = batch.x().get(":, {}", channel);
                assertThat(values.mean().getFloat()).isCloseTo(0, within(0.05f));
                assertThat(values.square().mean().getFloat()).isCloseTo(1, within(0.05f));
            }
            int row = batch.rows()[7];
            float red = (cifar.train().pixel(row, 1, 5, 6) / 255f - 0.4822f) / 0.2435f;
            assertThat(batch.x().getFloat(7, 1, 5, 6)).isCloseTo(red, within(1e-6f));
        }
        assertThat(train.flatten().inputShape()).isEqualTo(new Shape(1, 3072));
    }

    @Test
    void whatIsDrawnSaysSoAndIsTheSameEachTime() {
        for (VisionDataset drawn : List.of(Cifar10.sample(), Cifar100.sample(), FashionMnist.sample())) {
            assertThat(drawn.source()).contains(", not ", "4,000 + 1,000 pictures, drawn by Lungo");
            assertThat(drawn.train().size()).isEqualTo(4000);
            int[] labels = drawn.test(manager).labels();
            int each = 1000 / drawn.classes().size();
            assertThat(Arrays.stream(labels).filter(label -> label == 9)).hasSize(each);
        }
        NDArray once = Cifar10.sample().test(manager).rows(0, 1, 2, 3).x();
        assertThat(Cifar10.sample().test(manager).rows(0, 1, 2, 3).x()).isEqualTo(once);
        assertThat(Cifar10.sample()).hasToString(Cifar10.sample().source());
        assertThat(Cifar10.sample().test()).hasToString("1,000 colour pictures, 32 × 32, of 10 classes");
        assertThat(FashionMnist.sample().classes()).isEqualTo(FashionMnist.CLASSES);
        assertThat(FashionMnist.sample().train(manager).inputShape()).isEqualTo(new Shape(1, 1, 28, 28));
    }

    @Test
    void theDigitsOfScikitLearnAreWhole() {
        ScikitDigits digits = ScikitDigits.load();
        TensorDataset data = digits.data(manager);
        assertThat(data.size()).isEqualTo(1797);
        assertThat(data.source()).contains("scikit-learn", "1,797");
        assertThat(data.classes()).hasSize(10);
        try (Batch batch = data.rows(0)) {
            // load_digits().images[0][0] / 16
            assertThat(batch.x().get("0, 0, 0").mul(16).toFloatArray()).containsExactly(0, 0, 5, 13, 9, 1, 0, 0);
            assertThat(batch.y().toLongArray()).containsExactly(0);
        }
        // load_digits().target sums to 8070, its images to 561718.
        assertThat(Arrays.stream(data.labels()).sum()).isEqualTo(8070);
        assertThat(digits.images().image(0).getRaster().getSample(3, 0, 0)).isEqualTo(13 * 255 / 16);
    }

    private Sources sources(boolean offline) {
        said.clear();
        return new Sources(
                new DataFolders(home.resolve("cache"), Optional.of(home.resolve("data")), offline),
                new Download(),
                said::add);
    }

    private static Recipe cifar10(byte[] archive, URI... mirrors) {
        return Cifar10.RECIPE.withFiles(
                List.of(new DataFile("cifar-10-binary.tar.gz", DownloadTest.md5(archive), false, List.of(mirrors))));
    }

    /** Records of CIFAR-10 whose bytes count up from their label, which is their number. */
    private static byte[] records(int n) {
        var bytes = new byte[n * RECORD];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / RECORD + i % RECORD);
        }
        return bytes;
    }

    private static byte[] archive(Map<String, byte[]> files) throws IOException {
        var tar = new ByteArrayOutputStream();
        put(tar, "cifar-10-batches-bin/", '5', new byte[0]);
        for (var file : files.entrySet()) {
            put(tar, "cifar-10-batches-bin/" + file.getKey(), '0', file.getValue());
        }
        tar.write(new byte[1024]);
        return DownloadTest.gzip(tar.toByteArray());
    }

    /** An entry of a tar archive: name, size and type in a block, then the content in whole blocks. */
    private static void put(ByteArrayOutputStream tar, String name, char type, byte[] content) throws IOException {
        var header = ByteBuffer.allocate(512);
        header.put(name.getBytes());
        header.position(124).put(String.format("%011o", content.length).getBytes());
        header.position(156).put((byte) type);
        tar.write(header.array());
        tar.write(content);
        tar.write(new byte[(512 - content.length % 512) % 512]);
    }
}
