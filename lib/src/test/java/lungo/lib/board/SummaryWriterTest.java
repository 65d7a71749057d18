package lungo.lib.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryWriterTest {
    @TempDir
    Path folder;

    /** The Event messages of a file, by the lengths that it gives. */
    private static List<byte[]> events(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var events = new ArrayList<byte[]>();
        while (bytes.hasRemaining()) {
            var data = new byte[(int) bytes.getLong()];
            bytes.getInt();
            bytes.get(data);
            bytes.getInt();
            events.add(data);
        }
        return events;
    }

    private static boolean holds(byte[] event, String text) {
        return new String(event, StandardCharsets.ISO_8859_1).contains(text);
    }

    @Test
    void aRecordCarriesItsLengthAndBothMaskedChecksums() {
        // The first record of a file that torch.utils.tensorboard wrote, of wall time 1.0.
        var version = new Protobuf().fixed(1, 1.0).text(3, "brain.Event:2").bytes();
        assertThat(HexFormat.of().formatHex(EventFile.record(version)))
                .isEqualTo("1800000000000000a37f4b2209000000000000f03f1a0d627261696e2e4576656e743a3286bf577a");
    }

    @Test
    void theFileIsWholeBeforeTheWriterIsClosed() throws IOException {
        var writer = new SummaryWriter(folder.resolve("runs/first"));
        writer.addScalar("loss", 0.5, 1).addText("notes", "begun", 1);
        assertThat(writer.file().getFileName().toString()).startsWith("events.out.tfevents.");
        assertThat(writer.file()).hasParentRaw(folder.resolve("runs/first"));
        var events = events(writer.file());
        assertThat(events).hasSize(3);
        assertThat(holds(events.get(0), "brain.Event:2")).isTrue();
        assertThat(holds(events.get(1), "loss")).isTrue();
        assertThat(holds(events.get(2), "begun")).isTrue();
        writer.flush();
        writer.close();
        assertThat(events(writer.file())).hasSize(3);
    }

    @Test
    void threadsWriteWholeRecords() throws Exception {
        try (var writer = new SummaryWriter(folder)) {
            var threads = new ArrayList<Thread>();
            for (int t = 0; t < 4; t++) {
                var tag = "curve" + t;
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 250; i++) {
                        writer.addScalar(tag, i, i);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (var thread : threads) {
                thread.join();
            }
            assertThat(events(writer.file())).hasSize(1001);
        }
    }

    @Test
    void anInterruptedThreadStillWrites() throws IOException {
        try (var writer = new SummaryWriter(folder)) {
            Thread.currentThread().interrupt();
            writer.addScalar("loss", 1, 1).addScalar("loss", 1, 2);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(events(writer.file())).hasSize(3);
        }
    }

    @Test
    void arraysBecomeHistogramsAndImagesAndStayWhatTheyAre() throws IOException {
        try (var manager = NDManager.newBaseManager();
                var writer = new SummaryWriter(folder)) {
            var weights = manager.ones(new Shape(4, 5));
            weights.setRequiresGradient(true);
            writer.addHistogram("weights", weights, 1);
            writer.addImage("picture", manager.full(new Shape(3, 2, 4), 255, DataType.UINT8), 1);
            assertThat(weights.toFloatArray()).containsOnly(1f);
            var events = events(writer.file());
            var image = png(events.get(2));
            assertThat(image.getWidth()).isEqualTo(4);
            assertThat(image.getHeight()).isEqualTo(2);
            assertThat(image.getRGB(3, 1)).isEqualTo(0xffffffff);
            assertThatThrownBy(() -> writer.addImage("batch", manager.ones(new Shape(2, 3, 4, 4)), 1))
                    .hasMessageContaining("(2, 3, 4, 4)");
        }
    }

    private static BufferedImage png(byte[] event) throws IOException {
        var at = new String(event, StandardCharsets.ISO_8859_1).indexOf("\u0089PNG");
        return ImageIO.read(new ByteArrayInputStream(Arrays.copyOfRange(event, at, event.length)));
    }

    @Test
    void hyperparametersComeWithTheirMetrics() throws IOException {
        try (var writer = new SummaryWriter(folder)) {
            writer.addHparams(Map.of("lr", 0.1), Map.of("accuracy", 0.9));
            assertThat(events(writer.file())).hasSize(5);
        }
    }

    @Test
    void whatCannotBeWrittenSaysWhereAndWhatMayBeWrong() throws IOException {
        var writer = new SummaryWriter(folder);
        writer.close();
        assertThatThrownBy(() -> writer.addScalar("loss", 1, 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("writer closed");
        var file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new SummaryWriter(file)).hasMessageContaining("Cannot write TensorBoard's events");
    }
}
