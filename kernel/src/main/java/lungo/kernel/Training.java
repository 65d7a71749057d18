package lungo.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lungo.kernel.channels.Channel;
import lungo.kernel.channels.Channels;
import lungo.kernel.messages.Execute;
import lungo.kernel.messages.Message;

/**
 * Runs a session as people run them, without a client, so that the JVM can archive the classes that it loads, and on newer
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

    static void run(CompletableFuture<CellSession> session) throws InterruptedException {
        var replies = new CountDownLatch(CELLS.size() + 3);
        var out = System.out;
        var err = System.err;
        var kernel = new Kernel(session, new Local(replies), "training", () -> {}, err);
        kernel.start();
        kernel.receive(Channel.SHELL, Message.request("kernel_info_request", new JsonObject()));
        for (var code : CELLS) {
            var request = Execute.Request.message(code);
            request.content().addProperty("stop_on_error", false);
            kernel.receive(Channel.SHELL, request);
        }
        var code = new JsonObject();
        code.addProperty("code", "words.str");
        code.addProperty("cursor_pos", 9);
        kernel.receive(Channel.SHELL, Message.request("complete_request", code));
        kernel.receive(Channel.SHELL, Message.request("is_complete_request", code));
        replies.await();
        System.setOut(out);
        System.setErr(err);
    }

    /** Channels that lead nowhere; messages are made into JSON all the same, as they would be for a client. */
    private record Local(CountDownLatch replies) implements Channels {
        @Override
        public void send(Channel channel, Message message) {
            Message.of(List.of(), message.parts(), List.of());
            if (channel == Channel.SHELL) {
                replies.countDown();
            }
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
