package lungo.kernel.messages;

import com.google.gson.JsonObject;

/** status: what the kernel does now. Source: Jupyter messaging 5.4, "Kernel status". */
public enum Status implements Content {
    BUSY,
    IDLE;

    @Override
    public String type() {
        return "status";
    }

    @Override
    public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("execution_state", name().toLowerCase(java.util.Locale.ROOT));
        return json;
    }
}
