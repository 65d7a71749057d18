package lungo.kernel.dependencies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
    private final DownloadListener listener;
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
        this.listener = listener;
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
        var more = List.copyOf(added.values());
        return give((maven, transfers) -> {
            var session = maven.open(transfers);
            var roots = new ArrayList<Dependency>();
            for (var text : coordinates) {
                roots.add(new Dependency(Coordinates.parse(text, session.getArtifactTypeRegistry()), "compile"));
            }
            var request = new CollectRequest().setDependencies(roots).setRepositories(maven.repositories(more));
            return new Request(maven.system(), session, request).resolve();
        });
    }

    /**
     * Gets the dependencies that the POM {@code file} lists in one of {@code scopes}, and all they need, from central and
     * the POM's own repositories. Parents are looked for as Maven does. Throws as {@link #resolve}, and if the POM is bad.
     */
    public Resolution resolvePom(Path file, Set<String> scopes) throws ResolutionException, InterruptedException {
        return give((maven, transfers) -> {
            var request = new PomReader(maven, transfers).read(file, scopes);
            return new Request(maven.system(), maven.open(transfers), request).resolve();
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
    public synchronized void close() {
        if (maven != null) {
            maven.close();
            maven = null;
        }
    }

    private Resolution give(Work work) throws ResolutionException, InterruptedException {
        var files = new ArrayList<Path>();
        var conflicts = new ArrayList<Resolution.Conflict>();
        for (var artifact : await(work)) {
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

    /** Works on a thread of its own: the resolver waits for servers uninterruptibly, people do not. */
    private List<Artifact> await(Work work) throws ResolutionException, InterruptedException {
        var transfers = new Transfers(listener);
        var task = new FutureTask<>(() -> work.run(maven(), transfers));
        var thread = new Thread(task, "lungo-maven");
        thread.setDaemon(true);
        // Service loaders look here; a cell's thread has the loader of the user's classes, which knows no Maven.
        thread.setContextClassLoader(Dependencies.class.getClassLoader());
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            transfers.stop();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResolutionException failure) {
                throw failure;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private synchronized MavenSession maven() {
        if (maven == null) {
            maven = new MavenSession(home);
        }
        return maven;
    }

    private interface Work {
        List<Artifact> run(MavenSession maven, Transfers transfers) throws ResolutionException;
    }
}
