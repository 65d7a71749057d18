package lungo.kernel;

import java.util.List;
import lungo.kernel.channels.Channel;
import lungo.kernel.channels.Channels;
import lungo.kernel.messages.Content;
import lungo.kernel.messages.Message;
import lungo.kernel.messages.Status;

/** Sends contents in answer to requests. Any thread may call it. */
final class Publisher {
    private final Channels channels;
    private final String session;

    Publisher(Channels channels, String session) {
        this.channels = channels;
        this.session = session;
    }

    /** Publishes {@code content} to all clients, as an effect of {@code parent}, which may be null. */
    void publish(Message parent, Content content) {
        var topic = content.type().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        channels.send(
                Channel.IOPUB, Message.inAnswerTo(parent, session, content).to(List.of(topic)));
    }

    /** Answers {@code request} on the channel that it came on. */
    void reply(Channel channel, Message request, Content content) {
        channels.send(channel, Message.inAnswerTo(request, session, content));
    }

    void busy(Message parent) {
        publish(parent, Status.BUSY);
    }

    void idle(Message parent) {
        publish(parent, Status.IDLE);
    }
}
