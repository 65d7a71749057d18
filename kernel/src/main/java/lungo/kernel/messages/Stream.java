package lungo.kernel.messages;

import com.google.gson.JsonObject;

/** stream: text that a cell printed; {@code name} is stdout or stderr. Source: Jupyter messaging 5.4, "Streams". */
public record Stream(String name, String text) implements Content {
    @Override
    public String type() {
        return "stream";
    }

    @Override
    public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("text", text);
        return json;
    }
}
