package lungo.kernel.dependencies;

import java.nio.file.Path;

/**
 * Where Maven's files are: the folder of settings.xml and, unless that says otherwise, of the local repository.
 * {@code localRepository} may be null: as settings.xml says. {@code offline}: use the local repository only.
 */
public record MavenHome(Path folder, Path localRepository, boolean offline) {
    /** The user's own: {@code ~/.m2}, and the system property {@code maven.repo.local} where set. */
    public static MavenHome ofUser() {
        var local = System.getProperty("maven.repo.local");
        return new MavenHome(
                Path.of(System.getProperty("user.home"), ".m2"), local == null ? null : Path.of(local), false);
    }
}
