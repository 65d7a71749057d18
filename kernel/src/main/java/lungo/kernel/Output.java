package lungo.kernel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lungo.kernel.messages.Message;
import lungo.kernel.messages.Stream;

/**
 * What code prints, as stream messages of the cell whose thread, or whose thread's thread, printed it, even after that
 * cell's end. Text is gathered for a moment, so that a loop of prints is not a message each.
 */
final class Output {
    private static final int GATHER_MILLIS = 50;
    private static final int MOST_BYTES = 1 << 16;

    private final Publisher publisher;
    private final Supplier<Message> parent;
    private final Map<Place, Pending> pending = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "lungo-output");
        thread.setDaemon(true);
        return thread;
    });
    private boolean flushIsDue;

    /** {@code parent} says to which request the current thread's output belongs. */
    Output(Publisher publisher, Supplier<Message> parent) {
        this.publisher = publisher;
        this.parent = parent;
    }

    /** A stream for System.out or System.err; {@code name} is stdout or stderr. */
    PrintStream stream(String name) {
        return new PrintStream(new Sink(name), false, StandardCharsets.UTF_8);
    }

    /** Sends all that was printed so far. */
    synchronized void flush() {
        flushIsDue = false;
        pending.forEach((place, text) -> {
            var complete = text.takeComplete();
            if (!complete.isEmpty()) {
                publisher.publish(place.parent, new Stream(place.name, complete));
            }
        });
        pending.values().removeIf(text -> text.length == 0);
    }

    private synchronized void write(String name, byte[] bytes, int offset, int length) {
        var place = new Place(parent.get(), name);
        if (!pending.isEmpty() && !pending.containsKey(place)) {
            flush(); // Keeps the order between stdout and stderr, and between cells.
        }
        var text = pending.computeIfAbsent(place, key -> new Pending());
        text.add(bytes, offset, length);
        if (text.length >= MOST_BYTES) {
            flush();
        } else if (!flushIsDue) {
            flushIsDue = true;
            timer.schedule(this::flush, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private record Place(Message parent, String name) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && place.parent == parent && place.name.equals(name);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(parent) * 31 + name.hashCode();
        }
    }

    /** Bytes of UTF-8, of which a last character may still be incomplete. */
    private static final class Pending {
        private byte[] bytes = new byte[1024];
        private int length;

        void add(byte[] more, int offset, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
            }
            System.arraycopy(more, offset, bytes, length, count);
            length += count;
        }

        String takeComplete() {
            var end = length;
            var start = length - 1;
            while (start >= 0 && length - start < 4 && (bytes[start] & 0xC0) == 0x80) {
                start--;
            }
            if (start >= 0 && (bytes[start] & 0xFF) >= 0xC0 && start + width(bytes[start]) > length) {
                end = start;
            }
            var text = new String(bytes, 0, end, StandardCharsets.UTF_8);
            System.arraycopy(bytes, end, bytes, 0, length - end);
            length -= end;
            return text;
        }

        private static int width(byte first) {
            var value = first & 0xFF;
            return value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2;
        }
    }

    private final class Sink extends OutputStream {
        private final String name;

        Sink(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Output.this.write(name, bytes, offset, length);
        }
    }
}
