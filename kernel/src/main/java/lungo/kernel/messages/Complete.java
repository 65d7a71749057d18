package lungo.kernel.messages;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** complete_request and complete_reply. Source: Jupyter messaging 5.4, "Completion". */
public final class Complete {
    private Complete() {}

    /** complete_request; the cursor counts UTF-16 units, as Java does, not code points as on the wire. */
    public record Request(String code, int cursor) {
        public static Request of(Message message) {
            var code = Json.text(message.content(), "code", "");
            return new Request(code, CodePoints.toIndex(code, Json.number(message.content(), "cursor_pos", -1)));
        }
    }

    /** One completion and what it is, say {@code method} or {@code class}, for the frontend's icon. */
    public record Match(String text, String kind) {}

    /** complete_reply; {@code start} and {@code end} count UTF-16 units of {@code code}. */
    public record Reply(String code, List<Match> matches, int start, int end) implements Content {
        @Override
        public String type() {
            return "complete_reply";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("status", "ok");
            var from = CodePoints.fromIndex(code, start);
            var to = CodePoints.fromIndex(code, end);
            json.add("matches", Json.array(matches.stream().map(Match::text).toList()));
            json.addProperty("cursor_start", from);
            json.addProperty("cursor_end", to);
            var types = new JsonArray();
            for (var match : matches) {
                var type = new JsonObject();
                type.addProperty("start", from);
                type.addProperty("end", to);
                type.addProperty("text", match.text());
                type.addProperty("type", match.kind());
                types.add(type);
            }
            var metadata = new JsonObject();
            metadata.add("_jupyter_types_experimental", types);
            json.add("metadata", metadata);
            return json;
        }
    }
}
