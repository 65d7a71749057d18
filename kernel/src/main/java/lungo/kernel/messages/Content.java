package lungo.kernel.messages;

import com.google.gson.JsonObject;

/** What a message that the kernel sends says. */
public interface Content {
    /** The message's type, as the specification writes it. */
    String type();

    /** The message's content. */
    JsonObject json();
}
