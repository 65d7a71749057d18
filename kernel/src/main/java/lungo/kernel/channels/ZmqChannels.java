package lungo.kernel.channels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lungo.kernel.connection.ConnectionFile;
import lungo.kernel.connection.Signature;
import lungo.kernel.messages.Control;
import lungo.kernel.messages.Message;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

/** The channels over ZeroMQ: a socket and a thread for each, and one more for the heartbeat. */
public final class ZmqChannels implements Channels {
    private static final byte SUBSCRIBE = 1;

    private final ZContext context = new ZContext();
    private final Map<Channel, SocketLoop> loops = new EnumMap<>(Channel.class);
    private final SocketLoop heartbeat;
    private final WireFormat wire;
    private final String session;
    private final Consumer<String> log;

    /**
     * Binds the sockets of {@code file}; {@link #start} lets messages in. {@code log} is told of messages that are dropped.
     * Throws IOException where a port is taken.
     */
    public ZmqChannels(ConnectionFile file, String session, Receiver receiver, Consumer<String> log)
            throws IOException {
        this.log = log;
        this.session = session;
        wire = new WireFormat(new Signature(file.signatureScheme(), file.key()));
        try {
            open(Channel.SHELL, SocketType.ROUTER, file.endpoint(file.shellPort()), receiver);
            open(Channel.CONTROL, SocketType.ROUTER, file.endpoint(file.controlPort()), receiver);
            open(Channel.STDIN, SocketType.ROUTER, file.endpoint(file.stdinPort()), receiver);
            loops.put(
                    Channel.IOPUB,
                    new SocketLoop(
                            context, SocketType.XPUB, "iopub", file.endpoint(file.iopubPort()), this::subscribed));
            heartbeat =
                    new SocketLoop(context, SocketType.ROUTER, "heartbeat", file.endpoint(file.hbPort()), this::echo);
        } catch (IOException | RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** Lets messages in. */
    public void start() {
        loops().forEach(SocketLoop::start);
    }

    @Override
    public void send(Channel channel, Message message) {
        loops.get(channel).send(wire.frames(message));
    }

    @Override
    public void close() {
        loops().forEach(SocketLoop::close);
        context.close();
    }

    private Collection<SocketLoop> loops() {
        var all = new java.util.ArrayList<>(loops.values());
        all.add(heartbeat);
        return all;
    }

    private void open(Channel channel, SocketType type, String endpoint, Receiver receiver) throws IOException {
        var name = channel.name().toLowerCase(java.util.Locale.ROOT);
        loops.put(channel, new SocketLoop(context, type, name, endpoint, frames -> {
            try {
                receiver.receive(channel, wire.message(frames));
            } catch (RuntimeException e) { // Nothing that a client sends may end the channel.
                log.accept("Dropped a message on " + name + ": " + e.getMessage());
            }
        }));
    }

    private void subscribed(List<byte[]> frames) {
        var event = frames.get(0);
        if (event.length > 0 && event[0] == SUBSCRIBE) {
            var topic = new String(event, 1, event.length - 1, StandardCharsets.UTF_8);
            var welcome = Message.inAnswerTo(null, session, new Control.Welcome(topic));
            send(Channel.IOPUB, welcome.to(List.of(topic.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private void echo(List<byte[]> frames) {
        heartbeat.send(frames);
    }
}
