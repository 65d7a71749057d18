package lungo.kernel.kernelspec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands to their end. */
final class Processes {
    private static final long LIMIT_MINUTES = 5;

    private Processes() {}

    /** How a command ended, and what it wrote to both streams. */
    record Ended(int status, String output) {}

    /** Runs {@code command} without input; one that takes more than five minutes is killed. Throws if it cannot start. */
    static Ended run(List<String> command) throws IOException, InterruptedException {
        // A file, not a pipe: a grandchild that keeps a pipe open would keep us waiting.
        var file = Files.createTempFile("lungo-install", ".log");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            process.getOutputStream().close();
            try {
                boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
                return ended ? new Ended(process.exitValue(), read(file)) : new Ended(-1, "It did not end.");
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
