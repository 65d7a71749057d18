package lungo.kernel.dependencies;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/** Reads a POM as Maven does: parents, properties, profiles and managed versions applied. */
final class PomReader {
    private final MavenSession maven;
    private final Transfers transfers;

    PomReader(MavenSession maven, Transfers transfers) {
        this.maven = maven;
        this.transfers = transfers;
    }

    /** The dependencies of {@code file} in {@code scopes}, and where to look for them. Throws if the POM is bad. */
    CollectRequest read(Path file, Set<String> scopes) throws ResolutionException {
        var pom = describe(file);
        var request = new CollectRequest()
                .setManagedDependencies(pom.getManagedDependencies())
                .setRepositories(maven.repositories(pom.getRepositories()));
        for (var dependency : pom.getDependencies()) {
            if (scopes.contains(dependency.getScope())) {
                request.addDependency(atRuntime(dependency));
            }
        }
        return request;
    }

    private ArtifactDescriptorResult describe(Path file) throws ResolutionException {
        // The resolver reads POMs of artifacts; a made-up one stands for the file, a new one each time since it caches.
        var standIn = new DefaultArtifact(
                "lungo.notebook", "pom", "pom", UUID.randomUUID().toString());
        var session = maven.open(transfers);
        session.setWorkspaceReader(new PomWorkspace(standIn, file));
        session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(ArtifactDescriptorPolicy.STRICT));
        try {
            return maven.system()
                    .readArtifactDescriptor(
                            session, new ArtifactDescriptorRequest(standIn, maven.repositories(List.of()), "notebook"));
        } catch (ArtifactDescriptorException e) {
            throw Failures.explainPom(e);
        }
    }

    /** A scope that was asked for is wanted at run time, whatever it is; a jar named by its path stays what it is. */
    private static Dependency atRuntime(Dependency dependency) {
        return dependency.getScope().equals("system") ? dependency : dependency.setScope("compile");
    }
}
