package lungo.kernel.kernelspec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/** A folder that is filled aside, then takes its place at once, or goes without a trace. */
final class Staging implements AutoCloseable {
    private final Path target;
    private final Path folder;

    /** Opens an empty folder beside {@code target}. Throws if that cannot be written. */
    Staging(Path target) throws CannotInstall {
        this.target = target;
        try {
            Files.createDirectories(target.getParent());
            // A leading dot hides it from Jupyter, which takes every folder here for a kernelspec.
            folder = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + "-");
        } catch (IOException e) {
            throw new CannotInstall(
                    "Cannot write to " + target.getParent() + " ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Install for yourself with --user, or elsewhere with --prefix DIR.",
                    e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Puts the folder in its place; what was there before goes, or comes back if that fails. */
    void commit() throws IOException {
        makeReadable();
        var old = folder.resolveSibling(folder.getFileName() + "-old");
        boolean replaces = Files.exists(target);
        if (replaces) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        delete(old);
    }

    @Override
    public void close() {
        delete(folder);
    }

    /** Temporary folders are private; a kernelspec in a shared prefix is for everybody. */
    private void makeReadable() {
        var file = folder.toFile();
        file.setReadable(true, false);
        file.setExecutable(true, false);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // Nothing is there to delete.
        }
    }
}
