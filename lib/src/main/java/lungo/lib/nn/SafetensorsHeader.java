package lungo.lib.nn;

import ai.djl.ndarray.types.Shape;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands before the numbers of a safetensors file: remarks, and each tensor's type, shape and place. */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Tensor> tensors) {

    static final String METADATA = "__metadata__";
    private static final int MOST_AXES = 64;

    /** A tensor that takes up the bytes from begin to before end, counted from the header's end. */
    record Tensor(SafetensorsType type, Shape shape, long begin, long end) {}

    /** Reads a header before {@code bytes} bytes of numbers. Throws IOException, saying what is wrong, if it is damaged. */
    static SafetensorsHeader read(byte[] json, long bytes) throws IOException {
        SafetensorsHeader header;
        try (var reader = new JsonReader(new StringReader(decoded(json)))) {
            header = read(reader);
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            throw new IOException("its header is not the JSON that the format asks for", e);
        }
        header.requireGapless(bytes);
        return header;
    }

    private static String decoded(byte[] json) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("its header is not text", e);
        }
    }

    private static SafetensorsHeader read(JsonReader reader) throws IOException {
        var metadata = new LinkedHashMap<String, String>();
        var tensors = new LinkedHashMap<String, Tensor>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals(METADATA)) {
                reader.beginObject();
                while (reader.hasNext()) {
                    metadata.put(reader.nextName(), reader.nextString());
                }
                reader.endObject();
            } else if (tensors.put(name, tensor(name, reader)) != null) {
                throw new IOException("it has two tensors called " + name);
            }
        }
        reader.endObject();
        reader.peek(); // throws if anything follows
        return new SafetensorsHeader(metadata, tensors);
    }

    private static Tensor tensor(String name, JsonReader reader) throws IOException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String field = reader.nextName();
            switch (field) {
                case "dtype" -> type = reader.nextString();
                case "shape" -> shape = numbers(name, reader);
                case "data_offsets" -> offsets = numbers(name, reader);
                default -> throw new IOException(name + " has an unknown field, " + field);
            }
        }
        reader.endObject();
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new IOException(name + " lacks its type, shape or place");
        }
        var tensor = new Tensor(typeOf(name, type), new Shape(shape), offsets.get(0), offsets.get(1));
        requireSize(name, tensor);
        return tensor;
    }

    private static List<Long> numbers(String name, JsonReader reader) throws IOException {
        var numbers = new ArrayList<Long>();
        reader.beginArray();
        while (reader.hasNext()) {
            long number = reader.nextLong();
            if (number < 0 || numbers.size() == MOST_AXES) {
                throw new IOException(name + " has a negative length or place, or more than " + MOST_AXES + " axes");
            }
            numbers.add(number);
        }
        reader.endArray();
        return numbers;
    }

    private static SafetensorsType typeOf(String name, String type) throws IOException {
        for (SafetensorsType candidate : SafetensorsType.values()) {
            if (candidate.name().equals(type)) {
                return candidate;
            }
        }
        throw new IOException(name + " is of type " + type + ", which DJL has not; save it as F32 instead");
    }

    private static void requireSize(String name, Tensor tensor) throws IOException {
        long size = tensor.type.bytes;
        try {
            for (long length : tensor.shape.getShape()) {
                size = Math.multiplyExact(size, length);
            }
        } catch (ArithmeticException e) {
            throw new IOException(name + " has a shape beyond all bounds, " + tensor.shape, e);
        }
        if (tensor.end - tensor.begin != size) {
            throw new IOException(name + " " + tensor.shape + " " + tensor.type + " needs " + size + " bytes, but "
                    + (tensor.end - tensor.begin) + " are said to be its own");
        }
    }

    /** Tensors must lie one after another from 0 to the end, so that none shares another's bytes and none is hidden. */
    private void requireGapless(long bytes) throws IOException {
        var inOrder = new ArrayList<>(tensors.entrySet());
        inOrder.sort(Comparator.comparingLong((Map.Entry<String, Tensor> e) -> e.getValue().begin)
                .thenComparingLong(e -> e.getValue().end));
        long end = 0;
        for (var entry : inOrder) {
            Tensor tensor = entry.getValue();
            if (tensor.begin != end) {
                throw new IOException(entry.getKey() + " begins at byte " + tensor.begin
                        + " of the numbers, but the one before it ends at " + end);
            }
            end = tensor.end;
        }
        if (end != bytes) {
            throw new IOException("its header tells of " + end + " bytes of numbers, but " + bytes + " are there"
                    + (end > bytes ? " (a file that was not copied whole?)" : ""));
        }
    }

    /** The header as PyTorch's safetensors writes it: no spaces but those that fill up to a multiple of 8 bytes. */
    byte[] bytes() throws IOException {
        var text = new StringWriter();
        try (var writer = new JsonWriter(text)) {
            writer.setHtmlSafe(false);
            writer.beginObject();
            if (!metadata.isEmpty()) {
                writer.name(METADATA).beginObject();
                for (var remark : metadata.entrySet()) {
                    writer.name(remark.getKey()).value(remark.getValue());
                }
                writer.endObject();
            }
            for (var entry : tensors.entrySet()) {
                write(writer.name(entry.getKey()), entry.getValue());
            }
            writer.endObject();
        }
        byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[(json.length + 7) / 8 * 8];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(json, 0, padded, 0, json.length);
        return padded;
    }

    private static void write(JsonWriter writer, Tensor tensor) throws IOException {
        writer.beginObject()
                .name("dtype")
                .value(tensor.type.name())
                .name("shape")
                .beginArray();
        for (long length : tensor.shape.getShape()) {
            writer.value(length);
        }
        writer.endArray().name("data_offsets").beginArray();
        writer.value(tensor.begin).value(tensor.end).endArray().endObject();
    }
}
