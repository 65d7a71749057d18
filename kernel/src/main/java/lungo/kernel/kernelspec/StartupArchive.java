package lungo.kernel.kernelspec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a representative session, loaded and linked ahead of time: an AOT cache (JEP 514) from Java 25, a class
 * data sharing archive before.
 */
record StartupArchive(JavaRuntime java, Path file) {
    static StartupArchive in(Path folder, JavaRuntime java) {
        return new StartupArchive(java, folder.resolve(isAot(java) ? "lungo.aot" : "lungo.jsa"));
    }

    /** The options that use the archive; where it is absent or stale, the JVM starts without it and says nothing. */
    List<String> options() {
        return isAot(java)
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off", "-Xlog:cds*=off")
                : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off");
    }

    /**
     * Runs {@code jar} once for training, with {@code jvmOptions}, and writes the archive. Returns null, or in a line why
     * there is none now.
     */
    String train(Path jar, List<String> jvmOptions) throws InterruptedException {
        // The archive takes its place when it is whole: a kernel may start meanwhile.
        var draft = file.resolveSibling(file.getFileName() + ".new");
        var command = new ArrayList<String>();
        command.add(java.command().toString());
        command.addAll(jvmOptions);
        command.add((isAot(java) ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + draft);
        command.addAll(List.of("-jar", jar.toString(), "--train"));
        try {
            var ended = Processes.run(command);
            if (ended.status() == 0 && Files.exists(draft)) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return null;
            }
            return "the training run ended with status " + ended.status() + ": " + lastLine(ended.output());
        } catch (IOException e) {
            return e.toString();
        } finally {
            discard(draft);
        }
    }

    private static void discard(Path draft) {
        for (var leftover : List.of(draft, draft.resolveSibling(draft.getFileName() + ".config"))) {
            leftover.toFile().delete();
        }
    }

    private static String lastLine(String output) {
        var lines = output.strip().lines().toList();
        return lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1);
    }

    private static boolean isAot(JavaRuntime java) {
        return java.version() >= 25;
    }
}
