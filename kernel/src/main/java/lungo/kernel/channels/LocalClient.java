package lungo.kernel.channels;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import lungo.kernel.connection.ConnectionFile;
import lungo.kernel.connection.Signature;
import lungo.kernel.messages.Message;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The smallest client, for the training run and tests: sends on the shell channel and reads what comes back there. */
public final class LocalClient implements AutoCloseable {
    private static final int PORTS = 5;

    private final ZContext context = new ZContext();
    private final WireFormat wire;
    private final ZMQ.Socket shell;

    /** Connects to the kernel of {@code file}, and listens to all that it publishes. */
    public LocalClient(ConnectionFile file) {
        wire = new WireFormat(new Signature(file.signatureScheme(), file.key()));
        shell = context.createSocket(SocketType.DEALER);
        shell.connect(file.endpoint(file.shellPort()));
        var iopub = context.createSocket(SocketType.SUB);
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
        iopub.connect(file.endpoint(file.iopubPort()));
    }

    /** A connection file for ports of this machine that are free now. */
    public static ConnectionFile freePorts(String key) throws IOException {
        var open = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < PORTS; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            var ports = open.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new ConnectionFile(
                    "tcp",
                    "127.0.0.1",
                    ports[0],
                    ports[1],
                    ports[2],
                    ports[3],
                    ports[4],
                    "hmac-sha256",
                    key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
    }

    /** Sends {@code request} and waits for a message on the shell channel, which it returns. */
    public Message ask(Message request) {
        tell(request);
        List<byte[]> answer = new ArrayList<>();
        do {
            answer.add(shell.recv());
        } while (shell.hasReceiveMore());
        return wire.message(answer);
    }

    /** Sends {@code request}. */
    public void tell(Message request) {
        var frames = wire.frames(request);
        for (var i = 0; i < frames.size(); i++) {
            shell.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
