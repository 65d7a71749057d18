package lungo.kernel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lungo.kernel.channels.LocalClient;
import lungo.kernel.messages.Execute;
import lungo.kernel.messages.Message;

/**
 * Runs a session as people run them, so that the JVM can archive the classes that it loads, and on newer
 * JDKs the profiles of their methods, for the next start.
 */
final class Training {
    private static final List<String> CELLS = List.of(
            "1 + 1",
            "var words = List.of(\"a\", \"b\");\nfor (var word : words) System.out.println(word);",
            "int square(int x) { return x * x; }\nsquare(7)",
            "record Point(int x, int y) {}\nnew Point(1, 2)",
            "import java.time.Duration;\nDuration.ofMinutes(1)",
            "Stream.of(1, 2, 3).map(i -> i * 2).collect(Collectors.toList())",
            "int square(int x) { return x * x + 0; }\nsquare(8)",
            "display(\"text\")",
            "int wrong = \"text\";",
            "throw new IllegalStateException(\"on purpose\");");

    private Training() {}

    /** Runs cells in {@code session}, over sockets of this machine, and returns when all have been answered. */
    static void run(CompletableFuture<CellSession> session) throws IOException {
        var file = LocalClient.freePorts("training");
        var out = System.out;
        var err = System.err;
        Main.serve(file, session, () -> {}).start();
        try (var client = new LocalClient(file)) {
            client.ask(Message.request("kernel_info_request", new JsonObject()));
            for (var code : CELLS) {
                client.ask(Execute.Request.message(code));
            }
            for (var type : List.of("complete_request", "inspect_request", "is_complete_request", "history_request")) {
                var content = new JsonObject();
                content.addProperty("code", "words.size");
                content.addProperty("cursor_pos", 8);
                client.ask(Message.request(type, content));
            }
        }
        System.setOut(out);
        System.setErr(err);
    }
}
