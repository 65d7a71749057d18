package lungo.kernel.dependencies;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.RepositoryOfflineException;

/** Says in a sentence what the resolver's nested exceptions mean. */
final class Failures {
    private static final String CHECK = " Check the version, or add a repository with %mavenRepo.";

    private Failures() {}

    static ResolutionException explain(Exception failure, CollectRequest request) {
        var range = cause(failure, VersionRangeResolutionException.class);
        if (range != null) {
            var artifact = range.getResult().getRequest().getArtifact();
            var message = "Cannot resolve " + Coordinates.format(artifact) + ": no version in that range in "
                    + places(request.getRepositories()) + "." + CHECK;
            return new ResolutionException(message, failure);
        }
        var transfer = transferFailure(failure);
        if (transfer == null) {
            var message =
                    "Cannot resolve " + roots(request) + ": " + root(failure).getMessage();
            return new ResolutionException(message, failure);
        }
        return new ResolutionException(explain(transfer, request), failure);
    }

    static ResolutionException explainPom(Exception failure) {
        var transfer = transferFailure(failure);
        var why = transfer == null
                ? root(failure).getMessage()
                : name(transfer.getArtifact()) + ", which it builds on, cannot be had (" + reason(transfer) + ").";
        return new ResolutionException("Cannot read the POM: " + why, failure);
    }

    private static String explain(ArtifactTransferException failure, CollectRequest request) {
        var artifact = failure.getArtifact();
        var asked = request.getDependencies().stream()
                .map(Dependency::getArtifact)
                .filter(root -> root.getArtifactId().equals(artifact.getArtifactId())
                        && root.getGroupId().equals(artifact.getGroupId()))
                .findFirst();
        var what = asked.isPresent()
                ? Coordinates.format(asked.get()) + ": "
                : roots(request) + ": it needs " + name(artifact) + ", which is ";
        var text = "Cannot resolve " + what;
        if (cause(failure, RepositoryOfflineException.class) != null) {
            return text + "not in the local repository, and Maven is set to offline. Go online once to download it.";
        }
        if (failure instanceof ArtifactNotFoundException) {
            return text + "not in " + places(request.getRepositories()) + "." + CHECK;
        }
        return text + "not in the local repository, and " + reason(failure)
                + ". Check the network, or set a proxy or mirror in Maven's settings.xml.";
    }

    private static String reason(ArtifactTransferException failure) {
        var repository = failure.getRepository();
        var where = repository == null ? "its repository" : repository.getId() + " (" + repository.getUrl() + ")";
        var root = root(failure);
        var name = root.getClass().getSimpleName().replace("Exception", "");
        return where + " cannot be reached: " + (root == failure ? "" : name + ", ") + root.getMessage();
    }

    /** Of the list of a model builder, what is wrong, without the made-up place where. */
    private static String problems(String message) {
        var found = message.lines()
                .filter(line -> line.startsWith("["))
                .map(line -> line.replaceFirst("^\\[\\w+] ", "").replaceFirst(" @.*", ""))
                .collect(Collectors.joining("; "));
        return found.isEmpty() ? message.strip() : found;
    }

    /** The resolver asks for POMs first, which nobody asked for by that name. */
    private static String name(Artifact artifact) {
        return Coordinates.format(artifact).replace(":pom:", ":");
    }

    private static String roots(CollectRequest request) {
        return request.getDependencies().stream()
                .map(root -> Coordinates.format(root.getArtifact()))
                .collect(Collectors.joining(", "));
    }

    private static String places(List<RemoteRepository> repositories) {
        var ids = repositories.stream().map(RemoteRepository::getId).distinct().toList();
        if (ids.size() < 2) {
            return ids.isEmpty() ? "the local repository" : ids.get(0);
        }
        return String.join(", ", ids.subList(0, ids.size() - 1)) + " or " + ids.get(ids.size() - 1);
    }

    /** The failure to tell of: one that the network caused before one that only was not found. */
    private static ArtifactTransferException transferFailure(Throwable failure) {
        var all = new ArrayList<ArtifactTransferException>();
        for (var at = failure; at != null; at = at.getCause()) {
            if (at instanceof ArtifactTransferException transfer) {
                all.add(transfer);
            }
            if (at instanceof ArtifactResolutionException resolution) {
                resolution.getResults().stream()
                        .filter(result -> !result.isResolved())
                        .flatMap(result -> result.getExceptions().stream())
                        .filter(ArtifactTransferException.class::isInstance)
                        .forEach(e -> all.add((ArtifactTransferException) e));
            }
        }
        return all.stream()
                .filter(e -> !(e instanceof ArtifactNotFoundException))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.get(0));
    }

    private static <T> T cause(Throwable failure, Class<T> type) {
        for (var at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private static Throwable root(Throwable failure) {
        var at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
