package lungo.kernel.dependencies;

import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** One walk of a dependency tree: what a class path needs at run time. */
record Request(RepositorySystem system, RepositorySystemSession session, CollectRequest collect) {
    private static final List<String> SCOPES = List.of("compile", "runtime", "system");

    /** The artifacts with their files, nearest first. Throws if one cannot be had. */
    List<Artifact> resolve() throws ResolutionException {
        DependencyFilter atRuntime = (node, parents) -> node.getDependency() == null
                || SCOPES.contains(node.getDependency().getScope());
        try {
            return system
                    .resolveDependencies(session, new DependencyRequest(collect, atRuntime))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .toList();
        } catch (DependencyResolutionException e) {
            throw Failures.explain(e, collect);
        }
    }
}
