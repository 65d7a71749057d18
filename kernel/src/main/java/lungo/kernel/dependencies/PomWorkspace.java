package lungo.kernel.dependencies;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.w3c.dom.Element;

/** Finds a POM file by the artifact that stands for it, and its parents where they lie beside it. */
final class PomWorkspace implements WorkspaceReader {
    private final Artifact standIn;
    private final Path pom;
    private final Map<String, Path> parents = new HashMap<>();

    PomWorkspace(Artifact standIn, Path pom) throws ResolutionException {
        this.standIn = standIn;
        this.pom = pom.toAbsolutePath();
        findParents(this.pom);
    }

    @Override
    public WorkspaceRepository getRepository() {
        return new WorkspaceRepository("notebook", standIn.getVersion());
    }

    @Override
    public File findArtifact(Artifact artifact) {
        if (!artifact.getExtension().equals("pom")) {
            return null;
        }
        if (artifact.getArtifactId().equals(standIn.getArtifactId())
                && artifact.getVersion().equals(standIn.getVersion())) {
            return pom.toFile();
        }
        var parent = parents.get(key(artifact.getGroupId(), artifact.getArtifactId(), artifact.getVersion()));
        return parent == null ? null : parent.toFile();
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return List.of();
    }

    private void findParents(Path child) throws ResolutionException {
        var parent = PomText.child(PomText.parse(child), "parent");
        var file = parent == null ? null : parentFile(child, parent);
        if (file != null && isPomOf(parent, file)) {
            var key = key(text(parent, "groupId"), text(parent, "artifactId"), text(parent, "version"));
            // A POM that is its own ancestor is for Maven to complain about.
            if (parents.putIfAbsent(key, file) == null) {
                findParents(file);
            }
        }
    }

    private static Path parentFile(Path child, Element parent) {
        var path = PomText.child(parent, "relativePath");
        var where = path == null ? "../pom.xml" : path.getTextContent().strip();
        var file = pomAt(child.resolveSibling(where).normalize());
        return where.isEmpty() || !Files.isRegularFile(file) ? null : file;
    }

    private static Path pomAt(Path path) {
        return Files.isDirectory(path) ? path.resolve("pom.xml") : path;
    }

    /** A pom.xml that happens to lie above is no parent, unless it has the name that the child gives. */
    private static boolean isPomOf(Element parent, Path file) throws ResolutionException {
        return text(PomText.parse(file), "artifactId").equals(text(parent, "artifactId"));
    }

    private static String text(Element element, String name) {
        var child = PomText.child(element, name);
        return child == null ? "" : child.getTextContent().strip();
    }

    private static String key(String group, String artifact, String version) {
        return group + ":" + artifact + ":" + version;
    }
}
