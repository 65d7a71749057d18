package lungo.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import lungo.kernel.channels.Channel;
import lungo.kernel.messages.Input;
import lungo.kernel.messages.Message;

/** Lines that a person types into the frontend, as System.in and through prompts. */
final class StandardInput extends InputStream {
    private final Publisher publisher;
    private final Runnable flushOutput;
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private volatile Message asking;
    private byte[] line = new byte[0];
    private int at;

    StandardInput(Publisher publisher, Runnable flushOutput) {
        this.publisher = publisher;
        this.flushOutput = flushOutput;
    }

    /** Lets code ask in the name of {@code request}; with null, nobody can be asked. */
    void askFor(Message request) {
        asking = request;
        replies.clear();
        line = new byte[0];
        at = 0;
    }

    /** Takes the answer to a question. */
    void reply(Input.Reply reply) {
        replies.add(reply.value());
    }

    /** Asks for a line. Throws IOException where the frontend takes no input, InterruptedIOException on an interrupt. */
    String ask(String prompt, boolean password) throws IOException {
        var request = asking;
        if (request == null) {
            throw new IOException(
                    "This frontend takes no input (allow_stdin is false). Run the notebook where a person can"
                            + " answer, or set the value in the code.");
        }
        flushOutput.run();
        replies.clear();
        publisher.reply(Channel.STDIN, request, new Input.Request(prompt, password));
        try {
            return replies.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for input");
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == line.length) {
            line = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        var count = Math.min(length, line.length - at);
        System.arraycopy(line, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return line.length - at;
    }
}
