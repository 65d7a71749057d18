package lungo.kernel.messages;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lungo.kernel.display.DisplayData;

/** execute_request, execute_reply and what a cell publishes of itself. Source: Jupyter messaging 5.4, "Execute". */
public final class Execute {
    private Execute() {}

    /** execute_request. */
    public record Request(
            String code,
            boolean silent,
            boolean storeHistory,
            Map<String, String> userExpressions,
            boolean allowStdin,
            boolean stopOnError) {
        public static Request of(Message message) {
            var json = message.content();
            var silent = Json.flag(json, "silent", false);
            var expressions = new LinkedHashMap<String, String>();
            Json.object(json, "user_expressions")
                    .entrySet()
                    .forEach(entry ->
                            expressions.put(entry.getKey(), entry.getValue().getAsString()));
            return new Request(
                    Json.text(json, "code", ""),
                    silent,
                    !silent && Json.flag(json, "store_history", true),
                    expressions,
                    Json.flag(json, "allow_stdin", true),
                    Json.flag(json, "stop_on_error", true));
        }

        /** A request for {@code code} with the specification's defaults, for tests and the training run. */
        public static Message message(String code) {
            var json = new JsonObject();
            json.addProperty("code", code);
            return Message.request("execute_request", json);
        }
    }

    /** execute_reply of a cell that ended well. */
    public record Ok(int executionCount, Map<String, Expression> userExpressions) implements Content {
        @Override
        public String type() {
            return "execute_reply";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("status", "ok");
            json.addProperty("execution_count", executionCount);
            var expressions = new JsonObject();
            userExpressions.forEach((name, value) -> expressions.add(name, value.json()));
            json.add("user_expressions", expressions);
            json.add("payload", new JsonArray());
            return json;
        }
    }

    /** The value of one of user_expressions, or its error. */
    public record Expression(DisplayData data, Failure failure) {
        JsonElement json() {
            if (failure != null) {
                var json = failure.fields();
                json.addProperty("status", "error");
                return json;
            }
            var json = Display.fields(data);
            json.addProperty("status", "ok");
            return json;
        }
    }

    /** What went wrong in a cell: the same in the error that is published and in the reply. */
    public record Failure(String name, String value, List<String> traceback) {
        JsonObject fields() {
            var json = new JsonObject();
            json.addProperty("ename", name);
            json.addProperty("evalue", value);
            json.add("traceback", Json.array(traceback));
            return json;
        }
    }

    /** execute_reply of a cell that failed. */
    public record Failed(int executionCount, Failure failure) implements Content {
        @Override
        public String type() {
            return "execute_reply";
        }

        @Override
        public JsonObject json() {
            var json = failure.fields();
            json.addProperty("status", "error");
            json.addProperty("execution_count", executionCount);
            json.add("user_expressions", new JsonObject());
            json.add("payload", new JsonArray());
            return json;
        }
    }

    /** execute_reply of a cell that was not run, since one before it failed. */
    public record Aborted(int executionCount) implements Content {
        @Override
        public String type() {
            return "execute_reply";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("status", "aborted");
            json.addProperty("execution_count", executionCount);
            return json;
        }
    }

    /** execute_input, for the other clients. */
    public record Input(String code, int executionCount) implements Content {
        @Override
        public String type() {
            return "execute_input";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("code", code);
            json.addProperty("execution_count", executionCount);
            return json;
        }
    }

    /** execute_result, the value of a cell's last expression. */
    public record Result(int executionCount, DisplayData data) implements Content {
        @Override
        public String type() {
            return "execute_result";
        }

        @Override
        public JsonObject json() {
            var json = Display.fields(data);
            json.addProperty("execution_count", executionCount);
            return json;
        }
    }

    /** error. */
    public record Error(Failure failure) implements Content {
        @Override
        public String type() {
            return "error";
        }

        @Override
        public JsonObject json() {
            return failure.fields();
        }
    }
}
