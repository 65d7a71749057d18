package lungo.kernel.messages;

import com.google.gson.JsonObject;
import lungo.kernel.display.DisplayData;

/** display_data, update_display_data and clear_output. Source: Jupyter messaging 5.4, "Display data". */
public record Display(String type, DisplayData data, String displayId) implements Content {
    public static Display data(DisplayData data, String displayId) {
        return new Display("display_data", data, displayId);
    }

    public static Display update(DisplayData data, String displayId) {
        return new Display("update_display_data", data, displayId);
    }

    @Override
    public JsonObject json() {
        var json = fields(data);
        var shared = new JsonObject();
        if (displayId != null) {
            shared.addProperty("display_id", displayId);
        }
        json.add("transient", shared);
        return json;
    }

    static JsonObject fields(DisplayData bundle) {
        var json = new JsonObject();
        json.add("data", Json.tree(bundle.data()));
        json.add("metadata", Json.tree(bundle.metadata()));
        return json;
    }

    /** clear_output. */
    public record Clear(boolean wait_) implements Content {
        @Override
        public String type() {
            return "clear_output";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("wait", wait_);
            return json;
        }
    }
}
