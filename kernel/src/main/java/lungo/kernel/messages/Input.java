package lungo.kernel.messages;

import com.google.gson.JsonObject;

/** input_request and input_reply. Source: Jupyter messaging 5.4, "Messages on the stdin channel". */
public final class Input {
    private Input() {}

    /** input_request. */
    public record Request(String prompt, boolean password) implements Content {
        @Override
        public String type() {
            return "input_request";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("prompt", prompt);
            json.addProperty("password", password);
            return json;
        }
    }

    /** input_reply. */
    public record Reply(String value) {
        public static Reply of(Message message) {
            return new Reply(Json.text(message.content(), "value", ""));
        }
    }
}
