package lungo.kernel.connection;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a kernel is to listen, and the key that its messages are signed with. Source: Jupyter's kernels page, "Connection
 * files".
 */
public record ConnectionFile(
        String transport,
        String ip,
        int shellPort,
        int iopubPort,
        int stdinPort,
        int controlPort,
        int hbPort,
        String signatureScheme,
        byte[] key) {

    /** Reads {@code path}. Throws IOException that names the file and what is wrong with it, never the key. */
    public static ConnectionFile read(Path path) throws IOException {
        try {
            var json = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
            return new ConnectionFile(
                    text(json, "transport", "tcp"),
                    text(json, "ip", "127.0.0.1"),
                    port(json, "shell_port"),
                    port(json, "iopub_port"),
                    port(json, "stdin_port"),
                    port(json, "control_port"),
                    port(json, "hb_port"),
                    text(json, "signature_scheme", "hmac-sha256"),
                    text(json, "key", "").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("The connection file " + path + " is not JSON. Let Jupyter write it: it starts the"
                    + " kernel with a fresh one.");
        } catch (IllegalArgumentException e) {
            throw new IOException("The connection file " + path + " " + e.getMessage());
        }
    }

    /** The ZeroMQ endpoint of {@code port}: {@code tcp://ip:port}, or {@code ipc://ip-port}. */
    public String endpoint(int port) {
        return switch (transport) {
            case "tcp" -> "tcp://" + ip + ":" + port;
            case "ipc" -> "ipc://" + ip + "-" + port;
            default ->
                throw new IllegalArgumentException(
                        "asks for the transport '" + transport + "'; this kernel speaks tcp and ipc.");
        };
    }

    /** As a record prints, but without the key. */
    @Override
    public String toString() {
        return "ConnectionFile[" + transport + " " + ip + ", shell " + shellPort + ", iopub " + iopubPort + ", stdin "
                + stdinPort + ", control " + controlPort + ", hb " + hbPort + ", " + signatureScheme + "]";
    }

    private static String text(JsonObject json, String name, String otherwise) {
        return json.has(name) ? json.get(name).getAsString() : otherwise;
    }

    private static int port(JsonObject json, String name) {
        if (!json.has(name)) {
            throw new IllegalArgumentException("has no " + name + ".");
        }
        return json.get(name).getAsInt();
    }
}
