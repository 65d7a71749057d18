package lungo.kernel.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lungo.kernel.connection.ConnectionFile;
import lungo.kernel.messages.Message;
import lungo.kernel.messages.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZmqChannelsTest {
    private static final String KEY = "a-secret-key";

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private ConnectionFile file;
    private ZmqChannels channels;

    @BeforeEach
    void open() throws IOException {
        file = LocalClient.freePorts(KEY);
        channels = new ZmqChannels(file, "session", this::answer, log::add);
        channels.start();
    }

    @AfterEach
    void close() {
        channels.close();
    }

    /** Answers each message with its own type. */
    private void answer(Channel channel, Message message) {
        if (message.type().equals("broken")) {
            throw new IllegalStateException("cannot read it");
        }
        channels.send(channel, Message.inAnswerTo(message, "session", new Stream("stdout", message.type())));
    }

    @Test
    void answersGoToWhomTheyAreFor() {
        try (var one = new LocalClient(file);
                var two = new LocalClient(file)) {
            assertThat(text(one.ask(request("first")))).isEqualTo("first");
            assertThat(text(two.ask(request("second")))).isEqualTo("second");
        }
    }

    @Test
    void aWrongSignatureIsDroppedAndTheLogHoldsNoKey() throws Exception {
        var forged = new ConnectionFile(
                file.transport(),
                file.ip(),
                file.shellPort(),
                file.iopubPort(),
                file.stdinPort(),
                file.controlPort(),
                file.hbPort(),
                file.signatureScheme(),
                "wrong".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (var forger = new LocalClient(forged)) {
            forger.tell(request("forged"));
            assertThat(log.poll(20, TimeUnit.SECONDS))
                    .contains("signature")
                    .doesNotContain(KEY)
                    .doesNotContain("forged");
        }
        try (var client = new LocalClient(file)) {
            assertThat(text(client.ask(request("honest")))).isEqualTo("honest");
        }
    }

    @Test
    void aRequestThatCannotBeReadEndsNothing() throws Exception {
        try (var client = new LocalClient(file)) {
            client.tell(request("broken"));
            assertThat(log.poll(20, TimeUnit.SECONDS)).contains("cannot read it");
        }
        try (var client = new LocalClient(file)) {
            assertThat(text(client.ask(request("next")))).isEqualTo("next");
        }
    }

    @Test
    void anInterruptedThreadIsHeardAndSoAreThoseAfterIt() {
        try (var client = new LocalClient(file)) {
            client.ask(request("warm"));
            Thread.currentThread().interrupt();
            channels.send(Channel.IOPUB, Message.inAnswerTo(null, "session", new Stream("stdout", "x")));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(text(client.ask(request("after")))).isEqualTo("after");
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var clash = new ConnectionFile(
                    "tcp", "127.0.0.1", taken.getLocalPort(), 0, 0, 0, 0, "hmac-sha256", new byte[0]);
            assertThatThrownBy(() -> new ZmqChannels(clash, "session", this::answer, log::add))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("shell");
        }
    }

    @Test
    void framesThatAreNoMessageAreRefused() {
        var wire = new WireFormat(new lungo.kernel.connection.Signature("hmac-sha256", new byte[0]));
        assertThatThrownBy(() -> wire.message(List.of(new byte[1], new byte[2])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Message request(String type) {
        return Message.request(type, new JsonObject());
    }

    private static String text(Message message) {
        return message.content().get("text").getAsString();
    }
}
