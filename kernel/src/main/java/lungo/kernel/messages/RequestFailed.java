package lungo.kernel.messages;

import com.google.gson.JsonObject;
import java.util.List;

/** The reply to a request, other than execute_request, that the kernel could not serve. */
public record RequestFailed(String requestType, Throwable failure) implements Content {
    @Override
    public String type() {
        return requestType.replace("_request", "_reply");
    }

    @Override
    public JsonObject json() {
        var json = new Execute.Failure(
                        failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()), List.of())
                .fields();
        json.addProperty("status", "error");
        return json;
    }
}
