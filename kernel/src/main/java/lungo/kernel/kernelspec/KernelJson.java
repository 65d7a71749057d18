package lungo.kernel.kernelspec;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A kernelspec's {@code kernel.json}. Source: jupyter_client, "Making kernels for Jupyter". */
record KernelJson(List<String> command, String displayName, Map<String, String> environment) {
    /** Writes it to {@code folder}, whole or not at all. */
    void write(Path folder) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("argv", command);
        json.put("display_name", displayName);
        json.put("language", "java");
        json.put("interrupt_mode", "message");
        json.put("env", new TreeMap<>(environment));
        json.put("metadata", Map.of("debugger", false));
        var draft = folder.resolve("kernel.json.new");
        Files.writeString(
                draft,
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(json) + "\n");
        Files.move(
                draft,
                folder.resolve("kernel.json"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }
}
