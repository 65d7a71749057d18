package lungo.kernel.channels;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lungo.kernel.connection.Signature;
import lungo.kernel.messages.Message;

/** Messages as ZeroMQ frames. Source: Jupyter messaging 5.4, "The wire protocol". */
final class WireFormat {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 4;

    private final Signature signature;

    WireFormat(Signature signature) {
        this.signature = signature;
    }

    List<byte[]> frames(Message message) {
        var parts = message.parts();
        var frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signature.sign(parts));
        frames.addAll(parts);
        frames.addAll(message.buffers());
        return frames;
    }

    /** The message of {@code frames}. Throws IllegalArgumentException that says what is wrong, without any content. */
    Message message(List<byte[]> frames) {
        var at = 0;
        while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
            at++;
        }
        var first = at + 2;
        if (first + PARTS > frames.size()) {
            throw new IllegalArgumentException("not a Jupyter message (" + frames.size() + " frames)");
        }
        var parts = frames.subList(first, first + PARTS);
        if (!signature.verifies(frames.get(at + 1), parts)) {
            throw new IllegalArgumentException("its signature is wrong");
        }
        return Message.of(
                List.copyOf(frames.subList(0, at)), parts, List.copyOf(frames.subList(first + PARTS, frames.size())));
    }
}
