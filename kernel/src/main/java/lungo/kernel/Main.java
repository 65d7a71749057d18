package lungo.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lungo.kernel.channels.Channel;
import lungo.kernel.channels.Channels;
import lungo.kernel.channels.ZmqChannels;
import lungo.kernel.connection.ConnectionFile;
import lungo.kernel.messages.Message;

/** Starts the kernel: {@code java -jar lungo-kernel.jar CONNECTION_FILE}. */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    /** Runs until a client shuts the kernel down or the process that started it ends. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("Usage: java -jar lungo-kernel.jar CONNECTION_FILE\n"
                    + "Jupyter writes the file and starts the kernel; install it for Jupyter with environment/lab.");
            System.exit(USAGE);
        }
        try {
            if (args[0].equals("--train")) {
                Training.run(CellSession.start(Settings.of(System.getenv())));
            } else {
                serve(ConnectionFile.read(Path.of(args[0])));
            }
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void serve(ConnectionFile file) throws IOException, InterruptedException {
        var end = new CountDownLatch(1);
        var server = serve(file, CellSession.start(Settings.of(System.getenv())), end::countDown);
        endWithParent(end);
        server.start();
        end.await();
        haltIfExitHangs();
        server.channels.close();
    }

    /** A kernel behind the sockets of {@code file}; what it has to say besides, it says where System.err leads now. */
    static Server serve(ConnectionFile file, CompletableFuture<CellSession> cells, Runnable onShutdown)
            throws IOException {
        PrintStream log = System.err;
        var session = UUID.randomUUID().toString();
        var door = new Door();
        var channels = new ZmqChannels(file, session, door, log::println);
        door.kernel = new Kernel(cells, channels, session, onShutdown, log);
        return new Server(door.kernel, channels);
    }

    /** A kernel and its channels. */
    record Server(Kernel kernel, ZmqChannels channels) {
        void start() {
            kernel.start();
            channels.start();
        }
    }

    /** The kernel needs the channels to be made, and the channels the kernel. */
    private static final class Door implements Channels.Receiver {
        private Kernel kernel;

        @Override
        public void receive(Channel channel, Message message) {
            kernel.receive(channel, message);
        }
    }

    /** Ends the kernel when Jupyter, which says its process in JPY_PARENT_PID, has ended. */
    private static void endWithParent(CountDownLatch end) {
        var parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("[1-9]\\d*") && !parent.equals("1")) {
            ProcessHandle.of(Long.parseLong(parent))
                    .ifPresent(process -> process.onExit().thenRun(end::countDown));
        }
    }

    /** Shutdown hooks of a person's libraries get a moment; then the kernel ends all the same. */
    private static void haltIfExitHangs() {
        var thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(3000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(0);
                },
                "lungo-exit");
        thread.setDaemon(true);
        thread.start();
    }
}
