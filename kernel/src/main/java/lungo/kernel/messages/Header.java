package lungo.kernel.messages;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** A message's header. Source: Jupyter messaging 5.4, "Message header". */
public record Header(String msgId, String session, String username, String date, String msgType, String version) {
    /** The version of the protocol that this kernel speaks. */
    public static final String PROTOCOL_VERSION = "5.4";

    /** A fresh header of {@code type} in {@code session}. */
    public static Header create(String type, String session) {
        return new Header(
                UUID.randomUUID().toString(), session, "kernel", Instant.now().toString(), type, PROTOCOL_VERSION);
    }

    static Header of(JsonObject json) {
        return new Header(
                Json.text(json, "msg_id", ""),
                Json.text(json, "session", ""),
                Json.text(json, "username", ""),
                Json.text(json, "date", ""),
                Json.text(json, "msg_type", ""),
                Json.text(json, "version", ""));
    }

    JsonObject json() {
        var json = new JsonObject();
        json.addProperty("msg_id", msgId);
        json.addProperty("session", session);
        json.addProperty("username", username);
        json.addProperty("date", date);
        json.addProperty("msg_type", msgType);
        json.addProperty("version", version);
        return json;
    }
}
