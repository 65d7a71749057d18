package lungo.kernel.messages;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** history_request and history_reply. Source: Jupyter messaging 5.4, "History". */
public final class History {
    private History() {}

    /** history_request; {@code access} is range, tail or search, and the fields that it does not use stand at their default. */
    public record Request(
            boolean output, String access, int session, int start, int stop, int n, String pattern, boolean unique) {
        public static Request of(Message message) {
            var json = message.content();
            return new Request(
                    Json.flag(json, "output", false),
                    Json.text(json, "hist_access_type", "tail"),
                    Json.number(json, "session", 0),
                    Json.number(json, "start", 0),
                    Json.number(json, "stop", Integer.MAX_VALUE),
                    Json.number(json, "n", Integer.MAX_VALUE),
                    Json.text(json, "pattern", "*"),
                    Json.flag(json, "unique", false));
        }
    }

    /** One cell that was run; {@code output} is null where it had none. */
    public record Entry(int session, int line, String input, String output) {}

    /** history_reply. */
    public record Reply(List<Entry> entries, boolean withOutput) implements Content {
        @Override
        public String type() {
            return "history_reply";
        }

        @Override
        public JsonObject json() {
            var history = new JsonArray();
            for (var entry : entries) {
                var item = new JsonArray();
                item.add(entry.session());
                item.add(entry.line());
                if (withOutput) {
                    var pair = new JsonArray();
                    pair.add(entry.input());
                    pair.add(entry.output());
                    item.add(pair);
                } else {
                    item.add(entry.input());
                }
                history.add(item);
            }
            var json = new JsonObject();
            json.addProperty("status", "ok");
            json.add("history", history);
            return json;
        }
    }
}
