package lungo.kernel;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lungo.kernel.display.Comm;
import lungo.kernel.display.Comms;
import lungo.kernel.messages.Message;

/** The open comms, and the targets that cells have registered. */
final class SessionComms implements Comms {
    private final Publisher publisher;
    private final Supplier<Message> parent;
    private final Map<String, BiConsumer<Comm, Object>> targets = new ConcurrentHashMap<>();
    private final Map<String, Line> open = new ConcurrentHashMap<>();

    SessionComms(Publisher publisher, Supplier<Message> parent) {
        this.publisher = publisher;
        this.parent = parent;
    }

    @Override
    public void register(String target, BiConsumer<Comm, Object> opened) {
        targets.put(target, opened);
    }

    @Override
    public Comm open(String target, Object data) {
        var line = new Line(UUID.randomUUID().toString(), target);
        open.put(line.id, line);
        publish(lungo.kernel.messages.Comm.open(line.id, target, data));
        return line;
    }

    /** The target of each open comm, or of those for {@code target}. */
    Map<String, String> info(String target) {
        var info = new TreeMap<String, String>();
        open.values().stream()
                .filter(line -> target == null || target.equals(line.target))
                .forEach(line -> info.put(line.id, line.target));
        return info;
    }

    /** comm_open; one for a target that nobody registered is closed, as the specification asks. */
    void commOpen(lungo.kernel.messages.Comm request) {
        var opened = request.targetName() == null ? null : targets.get(request.targetName());
        if (opened == null) {
            publish(lungo.kernel.messages.Comm.close(request.commId(), null));
            return;
        }
        var line = new Line(request.commId(), request.targetName());
        open.put(line.id, line);
        try {
            opened.accept(line, request.plainData());
        } catch (RuntimeException | Error e) {
            line.close(); // As the specification asks, where the target fails.
            throw e;
        }
    }

    void commMsg(lungo.kernel.messages.Comm request) {
        var line = open.get(request.commId());
        if (line != null) {
            line.messageListeners.forEach(listener -> listener.accept(request.plainData()));
        }
    }

    void commClose(lungo.kernel.messages.Comm request) {
        var line = open.remove(request.commId());
        if (line != null) {
            line.closeListeners.forEach(Runnable::run);
        }
    }

    private void publish(lungo.kernel.messages.Comm content) {
        publisher.publish(parent.get(), content);
    }

    private final class Line implements Comm {
        private final String id;
        private final String target;
        private final CopyOnWriteArrayList<Consumer<Object>> messageListeners = new CopyOnWriteArrayList<>();
        private final CopyOnWriteArrayList<Runnable> closeListeners = new CopyOnWriteArrayList<>();

        Line(String id, String target) {
            this.id = id;
            this.target = target;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public void send(Object data) {
            publish(lungo.kernel.messages.Comm.message(id, data));
        }

        @Override
        public void close() {
            if (open.remove(id) != null) {
                publish(lungo.kernel.messages.Comm.close(id, null));
            }
        }

        @Override
        public void onMessage(Consumer<Object> listener) {
            messageListeners.add(listener);
        }

        @Override
        public void onClose(Runnable listener) {
            closeListeners.add(listener);
        }
    }
}
