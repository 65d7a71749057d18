package lungo.kernel.dependencies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * Gets libraries and what they need at run time, as Maven would, through the user's local repository and settings.xml.
 * Remembers what it gave: a second version of an artifact is a conflict, not a second jar. Maven's classes are loaded on
 * the first request. Not for use by several threads at once.
 */
public final class Dependencies implements AutoCloseable {
    private final MavenHome home;
    private final Transfers transfers;
    private final Map<String, RemoteRepository> added = new LinkedHashMap<>();
    private final Map<String, Artifact> loaded = new LinkedHashMap<>();
    private MavenSession maven;

    /** Works in the user's own {@link MavenHome}; tells {@code listener} of downloads. */
    public Dependencies(DownloadListener listener) {
        this(MavenHome.ofUser(), listener);
    }

    /** Works in {@code home}; tells {@code listener} of downloads. */
    public Dependencies(MavenHome home, DownloadListener listener) {
        this.home = home;
        this.transfers = new Transfers(listener);
    }

    /** Lets {@link #resolve} look in the repository at {@code url} too; a later one of the same id replaces it. */
    public void addRepository(String id, String url) {
        added.put(id, new RemoteRepository.Builder(id, "default", url).build());
    }

    /**
     * Gets artifacts and all they need. {@code coordinates} are {@code group:artifact[:packaging[:classifier]]:version};
     * a version may be a range. Throws ResolutionException if one cannot be had; nothing is loaded then.
     */
    public Resolution resolve(List<String> coordinates) throws ResolutionException, InterruptedException {
        return inMaven(() -> {
            var session = maven.open();
            var roots = new ArrayList<Dependency>();
            for (var text : coordinates) {
                roots.add(new Dependency(Coordinates.parse(text, session.getArtifactTypeRegistry()), "compile"));
            }
            var request = new CollectRequest()
                    .setDependencies(roots)
                    .setRepositories(maven.repositories(List.copyOf(added.values())));
            return give(new Request(maven.system(), session, request).resolve());
        });
    }

    /**
     * Gets the dependencies that the POM {@code file} lists in one of {@code scopes}, and all they need, from central and
     * the POM's own repositories. Parents are looked for as Maven does. Throws as {@link #resolve}, and if the POM is bad.
     */
    public Resolution resolvePom(Path file, Set<String> scopes) throws ResolutionException, InterruptedException {
        return inMaven(() -> {
            var request = new PomReader(maven).read(file, scopes);
            return give(new Request(maven.system(), maven.open(), request).resolve());
        });
    }

    /**
     * As {@link #resolvePom(Path, Set)}, from the text of a POM: a whole {@code <project>}, or any of its elements, loose
     * {@code <dependency>} and {@code <repository>} among them.
     */
    public Resolution resolvePom(String text, Set<String> scopes)
            throws ResolutionException, InterruptedException, IOException {
        var file = Files.createTempFile("lungo-pom", ".xml");
        try {
            Files.writeString(file, PomText.complete(text));
            return resolvePom(file, scopes);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        if (maven != null) {
            maven.close();
            maven = null;
        }
    }

    private Resolution give(List<Artifact> artifacts) {
        var files = new ArrayList<Path>();
        var conflicts = new ArrayList<Resolution.Conflict>();
        for (var artifact : artifacts) {
            var name = artifact.getGroupId() + ":" + artifact.getArtifactId();
            var before =
                    loaded.putIfAbsent(name + ":" + artifact.getExtension() + ":" + artifact.getClassifier(), artifact);
            if (before == null && !artifact.getExtension().equals("pom")) {
                files.add(artifact.getFile().toPath());
            } else if (before != null && !before.getVersion().equals(artifact.getVersion())) {
                conflicts.add(new Resolution.Conflict(name, before.getVersion(), artifact.getVersion()));
            }
        }
        return new Resolution(files, conflicts);
    }

    private Resolution inMaven(Work work) throws ResolutionException, InterruptedException {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        // Service loaders look here; in a cell this is the loader of the user's classes, which knows no Maven.
        thread.setContextClassLoader(Dependencies.class.getClassLoader());
        transfers.runFor(thread);
        try {
            if (maven == null) {
                maven = new MavenSession(home, transfers);
            }
            return work.run();
        } catch (ResolutionException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException("Stopped while downloading.").initCause(e);
            }
            throw e;
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private interface Work {
        Resolution run() throws ResolutionException;
    }
}
