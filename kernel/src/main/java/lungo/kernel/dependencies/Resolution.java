package lungo.kernel.dependencies;

import java.nio.file.Path;
import java.util.List;

/**
 * What a request came to: the {@code files} to put on the class path, without those that an earlier request gave, and the
 * {@code conflicts} that stay out.
 */
public record Resolution(List<Path> files, List<Conflict> conflicts) {
    public Resolution {
        files = List.copyOf(files);
        conflicts = List.copyOf(conflicts);
    }

    /** {@code wanted} of {@code artifact} (group:artifact) stays out, since version {@code loaded} is in use already. */
    public record Conflict(String artifact, String loaded, String wanted) {}
}
