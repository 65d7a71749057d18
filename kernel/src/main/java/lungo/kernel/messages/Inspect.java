package lungo.kernel.messages;

import com.google.gson.JsonObject;
import lungo.kernel.display.DisplayData;

/** inspect_request and inspect_reply. Source: Jupyter messaging 5.4, "Introspection". */
public final class Inspect {
    private Inspect() {}

    /** inspect_request; the cursor counts UTF-16 units. */
    public record Request(String code, int cursor) {
        public static Request of(Message message) {
            var code = Json.text(message.content(), "code", "");
            return new Request(code, CodePoints.toIndex(code, Json.number(message.content(), "cursor_pos", -1)));
        }
    }

    /** inspect_reply; {@code data} is null where nothing is known of what stands at the cursor. */
    public record Reply(DisplayData data) implements Content {
        @Override
        public String type() {
            return "inspect_reply";
        }

        @Override
        public JsonObject json() {
            var json = data == null ? new JsonObject() : Display.fields(data);
            json.addProperty("status", "ok");
            json.addProperty("found", data != null);
            if (data == null) {
                json.add("data", new JsonObject());
                json.add("metadata", new JsonObject());
            }
            return json;
        }
    }
}
