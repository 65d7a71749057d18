package lungo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final MemoryChannels channels = new MemoryChannels();
    private final Output output = new Output(new Publisher(channels, "session"), () -> null);

    @Test
    void aCharacterIsNeverSentInHalves() throws Exception {
        var stream = output.stream("stdout");
        var bytes = "你🎉".getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, 5); // All of the first character, two bytes of the second.
        output.flush();
        assertThat(text()).isEqualTo("你");

        stream.write(bytes, 5, bytes.length - 5);
        output.flush();
        assertThat(text()).isEqualTo("🎉");
    }

    @Test
    void printsAreGatheredIntoOneMessage() throws Exception {
        var stream = output.stream("stdout");
        for (var i = 0; i < 100; i++) {
            stream.print(i % 10);
        }
        output.flush();
        assertThat(text()).hasSize(100);
    }

    @Test
    void whatIsPrintedComesWithoutAFlush() throws Exception {
        output.stream("stderr").print("soon");
        assertThat(text()).isEqualTo("soon");
    }

    private String text() throws InterruptedException {
        return channels.next().content().get("text").getAsString();
    }
}
