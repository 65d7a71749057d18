package lungo.kernel.channels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * One socket and the thread that owns it. The thread waits for frames from the socket and for a byte in a pipe, which says
 * that other threads have left frames to be sent; it never sleeps and never spins.
 */
final class SocketLoop {
    private static final String IPC = "ipc://";

    private final ZMQ.Socket socket;
    private final UnixRelay relay;
    private final ZMQ.Poller poller;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Queue<List<byte[]>> outgoing = new ConcurrentLinkedQueue<>();
    private final Consumer<List<byte[]>> incoming;
    private final Thread thread;
    private volatile Pipe bell;
    private volatile boolean closing;

    SocketLoop(ZContext context, SocketType type, String name, String endpoint, Consumer<List<byte[]>> incoming)
            throws IOException {
        this.incoming = incoming;
        socket = context.createSocket(type);
        socket.setLinger(1000);
        socket.setHWM(0); // Unbounded: a socket that drops what it cannot send loses output.
        if (type == SocketType.XPUB) {
            socket.setXpubVerbose(true); // Every subscriber is to be welcomed, not only the first of a topic.
        }
        try {
            relay = bind(socket, endpoint);
        } catch (IOException | ZMQException e) {
            throw new IOException(
                    "Cannot listen on " + endpoint + " for the " + name + " channel: " + e.getMessage(), e);
        }
        bell = openBell();
        poller = context.createPoller(2);
        poller.register(socket, ZMQ.Poller.POLLIN);
        poller.register(bell.source(), ZMQ.Poller.POLLIN);
        thread = new Thread(this::run, "lungo-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void send(List<byte[]> frames) {
        outgoing.add(frames);
        wake();
    }

    /** Sends what waits and ends the thread. */
    void close() {
        closing = true;
        wake();
        if (relay != null) {
            relay.close();
        }
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Binds to {@code endpoint}; to one of ipc through a relay, which is returned. */
    private static UnixRelay bind(ZMQ.Socket socket, String endpoint) throws IOException {
        if (!endpoint.startsWith(IPC)) {
            socket.bind(endpoint);
            return null;
        }
        socket.bind("tcp://127.0.0.1:*");
        var bound = socket.getLastEndpoint();
        var port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
        return new UnixRelay(Path.of(endpoint.substring(IPC.length())), port);
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                bell.sink().write(ByteBuffer.wrap(new byte[1]));
            } catch (ClosedChannelException e) {
                // An interrupted thread closes the pipe that it writes to. The loop is woken by that too, and renews
                // it.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void run() {
        while (true) {
            poller.poll(-1);
            if (poller.pollin(1)) {
                answerBell();
            }
            sendWaiting();
            if (closing) {
                socket.close();
                return;
            }
            if (poller.pollin(0)) {
                receiveWaiting();
            }
        }
    }

    private void answerBell() {
        try {
            if (bell.source().read(ByteBuffer.allocate(16)) < 0) {
                poller.unregister(bell.source());
                bell.source().close();
                bell = openBell();
                poller.register(bell.source(), ZMQ.Poller.POLLIN);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        woken.set(false);
    }

    private static Pipe openBell() throws IOException {
        var pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        return pipe;
    }

    private void sendWaiting() {
        for (var frames = outgoing.poll(); frames != null; frames = outgoing.poll()) {
            for (var i = 0; i < frames.size(); i++) {
                socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
            }
        }
    }

    private void receiveWaiting() {
        for (var first = socket.recv(ZMQ.DONTWAIT); first != null; first = socket.recv(ZMQ.DONTWAIT)) {
            var frames = new ArrayList<byte[]>();
            frames.add(first);
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            incoming.accept(frames);
        }
    }
}
