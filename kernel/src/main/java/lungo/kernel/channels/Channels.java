package lungo.kernel.channels;

import lungo.kernel.messages.Message;

/** The way out to the clients. Any thread may send. */
public interface Channels extends AutoCloseable {
    /** Sends {@code message}, after all that was sent before it on the same channel. */
    void send(Channel channel, Message message);

    /** Sends what is still waiting, then closes the channels. */
    @Override
    void close();

    /** The way in. */
    interface Receiver {
        /** Takes a message that came on {@code channel}; is called on that channel's thread, and must not wait. */
        void receive(Channel channel, Message message);
    }
}
