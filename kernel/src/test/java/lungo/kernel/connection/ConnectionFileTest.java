package lungo.kernel.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
    private static final String PORTS =
            "\"shell_port\": 1, \"iopub_port\": 2, \"stdin_port\": 3, \"control_port\": 4, \"hb_port\": 5";

    @TempDir
    Path folder;

    @Test
    void endpointsAreThoseOfTheTransport() throws IOException {
        assertThat(read("{" + PORTS + ", \"ip\": \"127.0.0.1\"}").endpoint(7)).isEqualTo("tcp://127.0.0.1:7");
        assertThat(read("{" + PORTS + ", \"transport\": \"ipc\", \"ip\": \"/tmp/k\"}")
                        .endpoint(7))
                .isEqualTo("ipc:///tmp/k-7");
    }

    @Test
    void theKeyIsNeverPrinted() throws IOException {
        assertThat(read("{" + PORTS + ", \"key\": \"very-secret\"}").toString()).doesNotContain("secret");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> read("{\"shell_port\": 1}")).hasMessageContaining("has no iopub_port");
        assertThatThrownBy(() -> read("very-secret"))
                .hasMessageContaining("is not JSON")
                .hasMessageNotContaining("very-secret");
    }

    private ConnectionFile read(String json) throws IOException {
        return ConnectionFile.read(Files.writeString(folder.resolve("kernel.json"), json));
    }
}
