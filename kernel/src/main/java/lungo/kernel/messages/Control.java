package lungo.kernel.messages;

import com.google.gson.JsonObject;

/** shutdown_reply and interrupt_reply. Source: Jupyter messaging 5.4, "Messages on the Control channel". */
public final class Control {
    private Control() {}

    /** shutdown_request, and the same as shutdown_reply. */
    public record Shutdown(boolean restart) implements Content {
        public static Shutdown of(Message message) {
            return new Shutdown(Json.flag(message.content(), "restart", false));
        }

        @Override
        public String type() {
            return "shutdown_reply";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("status", "ok");
            json.addProperty("restart", restart);
            return json;
        }
    }

    /** interrupt_reply. */
    public record Interrupted() implements Content {
        @Override
        public String type() {
            return "interrupt_reply";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("status", "ok");
            return json;
        }
    }

    /** iopub_welcome, to a client that has just subscribed. Source: JEP 65. */
    public record Welcome(String subscription) implements Content {
        @Override
        public String type() {
            return "iopub_welcome";
        }

        @Override
        public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("subscription", subscription);
            return json;
        }
    }
}
