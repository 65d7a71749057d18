package lungo.lib.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a training writes its checkpoints, and how often beside the ends of epochs. */
final class Checkpoints {

    private final Optional<Path> file;
    private final int steps;
    private boolean isTold;

    Checkpoints(Optional<Path> file, int steps) {
        this.file = file;
        this.steps = steps;
    }

    /**
     * Makes the folder. Throws UncheckedIOException if nothing can be written there: better before hours of training than
     * after its first epoch.
     */
    void prepare() {
        file.map(Path::toAbsolutePath).ifPresent(path -> {
            try {
                if (Files.isDirectory(path)) {
                    throw new IOException("it is a folder");
                }
                Files.createDirectories(path.getParent());
                Files.delete(Files.createTempFile(path.getParent(), ".lungo", ".part"));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "No checkpoint can be written to " + path + " (" + e
                                + "). Give checkpoint(…) a file in a folder that is yours to write in.",
                        e);
            }
        });
    }

    /** Whether one is to be written after so many steps. */
    boolean isDue(int step) {
        return file.isPresent() && step % steps == 0;
    }

    /** Writes one, where asked for. A failure, such as a full disk, is told once, and training goes on. */
    void save(Checkpoint.Progress progress, Run run, List<Callback> callbacks) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Checkpoint.save(file.get().toAbsolutePath(), progress, run, callbacks);
        } catch (UncheckedIOException e) {
            if (!isTold) {
                System.out.println(e.getMessage() + " Training goes on without.");
            }
            isTold = true;
        }
    }
}
