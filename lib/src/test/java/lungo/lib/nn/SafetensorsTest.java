package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are PyTorch's to the byte, and none, however broken, is taken for weights. */
class SafetensorsTest {

    private static final Path STATE = Path.of("src/test/resources/reference/state.safetensors");
    private static final Path TYPES = Path.of("src/test/resources/reference/types.safetensors");

    private final NDManager manager = NDManager.newBaseManager();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void whatWeWriteIsWhatPyTorchWritesByteForByte() throws IOException {
        Path ours = folder.resolve("state.safetensors");
        Safetensors.save(ours, Safetensors.load(STATE, manager));
        assertThat(Files.readAllBytes(ours)).isEqualTo(Files.readAllBytes(STATE));
    }

    @Test
    void aNetworksOwnWeightsAreWrittenSoToo() throws IOException {
        TorchNet net = TorchNet.initialized(manager);
        var arrays = Safetensors.load(STATE, manager);
        StateDict.load(net, arrays);
        var own = new LinkedHashMap<>(StateDict.of(net));
        own.put("features.1.num_batches_tracked", arrays.get("features.1.num_batches_tracked"));
        Path ours = folder.resolve("state.safetensors");
        Safetensors.save(ours, own);
        assertThat(Files.readAllBytes(ours)).isEqualTo(Files.readAllBytes(STATE));
    }

    @Test
    void everyTypeIsRead() {
        var read = Safetensors.load(TYPES, manager);
        assertThat(Safetensors.metadata(TYPES)).containsExactly(Map.entry("format", "pt"));
        assertThat(read.get("f64").toDoubleArray()).containsExactly(0.1, -1e300);
        assertThat(read.get("f32").getShape()).isEqualTo(new Shape(2, 2));
        assertThat(read.get("f32").toFloatArray()).containsExactly(0.1f, 2, 3, 1e-40f);
        assertThat(read.get("f16").toFloatArray())
                .containsExactly(0, 1, -2.5f, 65504, 6.1035156e-5f, 5.9604645e-8f, Float.POSITIVE_INFINITY, Float.NaN);
        assertThat(read.get("bf16").toFloatArray())
                .containsExactly(0, 1, -2.5f, 65536, 6.1035156e-5f, 5.9604645e-8f, Float.POSITIVE_INFINITY, Float.NaN);
        assertThat(read.get("i64").toLongArray()).containsExactly(1L << 62, -1);
        assertThat(read.get("i32").toIntArray()).containsExactly(Integer.MIN_VALUE, 7);
        assertThat(read.get("i8").toByteArray()).containsExactly(-128, 127);
        assertThat(read.get("u8").toUint8Array()).containsExactly(0, 255, 3);
        assertThat(read.get("bool").toBooleanArray()).containsExactly(true, false, true);
        assertThat(read.get("scalar").getFloat()).isEqualTo(3.5f);
        assertThat(read.get("empty").getShape()).isEqualTo(new Shape(0, 4));
        assertThat(read).containsKey("näme \"quoted\"");
    }

    @Test
    void everyTypeIsWritten() throws IOException {
        var arrays = new LinkedHashMap<>(Safetensors.load(TYPES, manager));
        arrays.remove("bf16");
        arrays.remove("f16");
        Path ours = folder.resolve("types.safetensors");
        Safetensors.save(ours, arrays, Map.of("format", "pt"));
        var again = Safetensors.load(ours, manager);
        assertThat(again.keySet()).containsExactlyElementsOf(arrays.keySet());
        arrays.forEach((name, array) -> {
            assertThat(again.get(name).getDataType()).isEqualTo(array.getDataType());
            assertThat(again.get(name).getShape()).isEqualTo(array.getShape());
            assertThat(again.get(name).toByteBuffer()).as(name).isEqualTo(array.toByteBuffer());
        });
        NDArray turned = manager.arange(6f).reshape(2, 3).transpose();
        Safetensors.save(ours, Map.of("turned", turned));
        assertThat(Safetensors.load(ours, manager).get("turned").toFloatArray()).containsExactly(0, 3, 1, 4, 2, 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "not json                                                              | 0 | not the JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}       | 8 | not the JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}    | 8 | not the JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}{}    | 8 | not the JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}      | 7 | copied whole",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}      | 9 | 9 are there",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}      | 9 | begins at byte 1",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}      | 8 | needs 12 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}     | 8 | negative",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,8]}} | 8 | beyond",
                "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}      | 8 | C64",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}                             | 8 | lacks",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"run\":\"rm\"}}              | 8 | unknown field, run",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | 8 | b begins at byte 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 | two tensors called a",
            })
    void aDamagedHeaderIsTold(String json, int numbers, String why) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        refused(bytes(header.length, header, numbers), why);
    }

    @Test
    void aFileThatIsNoneIsTold() throws IOException {
        refused(new byte[3], "only 3 bytes");
        refused(bytes(1L << 40, new byte[] {'{', '}'}, 0), "1099511627776");
        refused(bytes(-1, new byte[] {'{', '}'}, 0), "18446744073709551615");
        refused(bytes(2, new byte[] {(byte) 0xff, (byte) 0xfe}, 0), "not text");
        byte[] whole = Files.readAllBytes(STATE);
        for (int length : new int[] {8, 100, whole.length - 1}) {
            refused(Arrays.copyOf(whole, length), "Save or fetch it again");
        }
        assertThatThrownBy(() -> Safetensors.load(folder.resolve("absent"), manager))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("There is no file " + folder.resolve("absent"));
    }

    @Test
    void noFlippedBitOfTheHeaderDoesWorseThanBeTold() throws IOException {
        byte[] whole = Files.readAllBytes(STATE);
        int end = 8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt();
        Path file = folder.resolve("flipped.safetensors");
        int told = 0;
        for (int bit = 0; bit < end * 8; bit += 3) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try (var own = NDManager.newBaseManager()) {
                Safetensors.load(file, own);
            } catch (UncheckedIOException e) {
                told++;
            }
        }
        assertThat(told).as("only letters of names may change unseen").isGreaterThan(end * 8 / 3 / 2);
    }

    private void refused(byte[] content, String why) throws IOException {
        Path file = folder.resolve("broken.safetensors");
        Files.write(file, content);
        assertThatThrownBy(() -> Safetensors.load(file, manager))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll(file.toString(), why);
        assertThat(manager.getManagedArrays()).isEmpty();
    }

    private static byte[] bytes(long length, byte[] header, int numbers) {
        return ByteBuffer.allocate(8 + header.length + numbers)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .array();
    }

    @Test
    void aFullDiskLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.save(file, Map.of("a", manager.create(1f)));
        byte[] before = Files.readAllBytes(file);
        Map<String, NDArray> weights = Map.of("a", manager.zeros(new Shape(1000)));
        assertThatThrownBy(() -> Safetensors.save(file, weights, Map.of(), SafetensorsTest::fullAfter1KB))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll(file.toString(), "No space left on device", "unchanged");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.toFile().list()).containsExactly("weights.safetensors");
    }

    private static WritableByteChannel fullAfter1KB(Path part) throws IOException {
        var file = Files.newOutputStream(part);
        return Channels.newChannel(new FilterOutputStream(file) {
            private int written;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                written += length;
                if (written > 1000) {
                    throw new IOException("No space left on device");
                }
                file.write(bytes, offset, length);
            }
        });
    }

    @Test
    void whatCannotBeWrittenIsTold() {
        Safetensors.save(folder.resolve("new/folder/a"), Map.of("a", manager.create(1f)));
        assertThat(Safetensors.load(folder.resolve("new/folder/a"), manager)).containsOnlyKeys("a");
        assertThatThrownBy(() -> Safetensors.save(folder.resolve("new/folder/a/b"), Map.of("a", manager.create(1f))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Is its folder yours");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.save(folder.resolve("f"), Map.of("__metadata__", manager.create(1f))))
                .withMessageContaining("Rename it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.save(folder.resolve("f"), Map.of("s", manager.create("text"))))
                .withMessageContainingAll("s is of type", "FLOAT32");
        assertThat(folder.resolve("f")).doesNotExist();
        assertThat(folder.resolve("new/folder")).isDirectoryNotContaining(path -> !path.endsWith("a"));
    }
}
