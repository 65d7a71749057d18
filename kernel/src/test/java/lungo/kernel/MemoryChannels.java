package lungo.kernel;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lungo.kernel.channels.Channel;
import lungo.kernel.channels.Channels;
import lungo.kernel.messages.Message;

/** A twin of the ZeroMQ channels without sockets, and the client's end of them. */
final class MemoryChannels implements Channels {
    private static final int PATIENCE_SECONDS = 60;

    /** A message and the channel that it went out on. */
    record Sent(Channel channel, Message message) {
        String type() {
            return message.type();
        }

        JsonObject content() {
            return message.content();
        }
    }

    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();

    @Override
    public void send(Channel channel, Message message) {
        // Through bytes and back, as over a wire.
        sent.add(new Sent(channel, Message.of(List.of(), message.parts(), message.buffers())));
    }

    @Override
    public void close() {
        sent.clear();
    }

    /** What is sent next. */
    Sent next() throws InterruptedException {
        var next = sent.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("The kernel sent nothing for " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    /** All that is sent in answer to {@code request}, up to its idle; what answers others is left out. */
    List<Sent> answersTo(Message request) throws InterruptedException {
        var answers = new ArrayList<Sent>();
        while (true) {
            var next = next();
            if (!next.message.parentHeader().has("msg_id")
                    || !next.message
                            .parentHeader()
                            .get("msg_id")
                            .getAsString()
                            .equals(request.header().msgId())) {
                continue;
            }
            answers.add(next);
            if (next.type().equals("status")
                    && next.content().get("execution_state").getAsString().equals("idle")) {
                return answers;
            }
        }
    }
}
