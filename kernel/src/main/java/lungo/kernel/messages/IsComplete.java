package lungo.kernel.messages;

import com.google.gson.JsonObject;

/** is_complete_request and is_complete_reply. Source: Jupyter messaging 5.4, "Code completeness". */
public final class IsComplete {
    private IsComplete() {}

    /** is_complete_request. */
    public record Request(String code) {
        public static Request of(Message message) {
            return new Request(Json.text(message.content(), "code", ""));
        }
    }

    /** is_complete_reply: {@code status} is complete, incomplete, invalid or unknown; {@code indent} of the next line. */
    public record Reply(String status, String indent) implements Content {
        @Override
        public String type() {
            return "is_complete_reply";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("status", status);
            if (status.equals("incomplete")) {
                json.addProperty("indent", indent);
            }
            return json;
        }
    }
}
