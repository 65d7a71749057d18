package lungo.kernel.messages;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** comm_open, comm_msg, comm_close, and comm_info. Source: Jupyter messaging 5.4, "Custom messages". */
public record Comm(String type, String commId, String targetName, JsonElement data) implements Content {
    public static Comm of(Message message) {
        return new Comm(
                message.type(),
                Json.text(message.content(), "comm_id", ""),
                Json.text(message.content(), "target_name", null),
                Json.object(message.content(), "data"));
    }

    public static Comm open(String commId, String targetName, Object data) {
        return new Comm("comm_open", commId, targetName, Json.tree(data));
    }

    public static Comm message(String commId, Object data) {
        return new Comm("comm_msg", commId, null, Json.tree(data));
    }

    public static Comm close(String commId, Object data) {
        return new Comm("comm_close", commId, null, Json.tree(data));
    }

    /** The data as maps, lists, strings, numbers, booleans and null. */
    public Object plainData() {
        return Json.plain(data);
    }

    @Override
    public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("comm_id", commId);
        if (targetName != null) {
            json.addProperty("target_name", targetName);
        }
        json.add("data", data.isJsonNull() ? new JsonObject() : data);
        return json;
    }

    /** comm_info_request; {@code targetName} is null where all comms are asked for. */
    public record InfoRequest(String targetName) {
        public static InfoRequest of(Message message) {
            return new InfoRequest(Json.text(message.content(), "target_name", null));
        }
    }

    /** comm_info_reply: the target of each open comm's id. */
    public record InfoReply(Map<String, String> comms) implements Content {
        @Override
        public String type() {
            return "comm_info_reply";
        }

        @Override
        public JsonObject json() {
            var all = new JsonObject();
            comms.forEach((id, target) -> {
                var comm = new JsonObject();
                comm.addProperty("target_name", target);
                all.add(id, comm);
            });
            var json = new JsonObject();
            json.addProperty("status", "ok");
            json.add("comms", all);
            return json;
        }
    }
}
