package lungo.kernel.channels;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets clients reach a TCP port of this machine through a Unix domain socket, which is what libzmq means by ipc; JeroMQ's
 * own ipc is TCP under another name, and no client but JeroMQ finds it. Bytes are handed on as they come.
 */
final class UnixRelay implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final int port;
    private final ServerSocketChannel server;

    /** Listens on {@code path}, which must not be there yet, for {@code port}. */
    UnixRelay(Path path, int port) throws IOException {
        this.path = path;
        this.port = port;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        daemon(this::accept).start();
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The kernel is ending; a socket file that stays behind harms nobody.
            return;
        }
    }

    private void accept() {
        try {
            while (true) {
                letIn(server.accept());
            }
        } catch (IOException e) {
            return; // The relay was closed.
        }
    }

    private void letIn(SocketChannel client) throws IOException {
        try {
            var kernel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            daemon(() -> copy(client, kernel)).start();
            daemon(() -> copy(kernel, client)).start();
        } catch (IOException e) {
            client.close(); // The kernel's own socket is gone: it is ending.
        }
    }

    /** Copies until either end is closed, and then closes both. */
    private static void copy(SocketChannel from, SocketChannel to) {
        try (from;
                to) {
            var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // One end was closed; so is the other now.
            return;
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "lungo-ipc");
        thread.setDaemon(true);
        return thread;
    }
}
