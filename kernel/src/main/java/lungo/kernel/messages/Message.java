package lungo.kernel.messages;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A message as it stands between the kernel and its channels. Source: Jupyter messaging 5.4, "General message format". */
public record Message(
        List<byte[]> identities,
        Header header,
        JsonObject parentHeader,
        JsonObject metadata,
        JsonObject content,
        List<byte[]> buffers) {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /** {@code content} in answer to {@code parent}, to whom that came from; without a parent where that is null. */
    public static Message inAnswerTo(Message parent, String session, Content content) {
        return new Message(
                parent == null ? List.of() : parent.identities,
                Header.create(content.type(), session),
                parent == null ? new JsonObject() : parent.header.json(),
                new JsonObject(),
                content.json(),
                List.of());
    }

    /** A request as a client would send it, for tests and the training run. */
    public static Message request(String type, JsonObject content) {
        return new Message(
                List.of(), Header.create(type, "local"), new JsonObject(), new JsonObject(), content, List.of());
    }

    /** This message for one client's or topic's frames. */
    public Message to(List<byte[]> identities) {
        return new Message(identities, header, parentHeader, metadata, content, buffers);
    }

    /** The message's type. */
    public String type() {
        return header.msgType();
    }

    /** The four JSON parts in the order in which they are signed and sent. */
    public List<byte[]> parts() {
        return List.of(bytes(header.json()), bytes(parentHeader), bytes(metadata), bytes(content));
    }

    /** The message of four {@code parts}. Throws IllegalArgumentException where one is not a JSON object. */
    public static Message of(List<byte[]> identities, List<byte[]> parts, List<byte[]> buffers) {
        return new Message(
                identities,
                Header.of(object(parts.get(0))),
                object(parts.get(1)),
                object(parts.get(2)),
                object(parts.get(3)),
                buffers);
    }

    private static byte[] bytes(JsonObject json) {
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject object(byte[] part) {
        try {
            return JsonParser.parseString(new String(part, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException("A message's part is not a JSON object", e);
        }
    }
}
