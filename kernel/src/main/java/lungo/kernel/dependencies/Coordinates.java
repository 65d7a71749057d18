package lungo.kernel.dependencies;

import java.util.Map;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactTypeRegistry;
import org.eclipse.aether.artifact.DefaultArtifact;

/** Reads {@code group:artifact[:packaging[:classifier]]:version}. */
final class Coordinates {
    private Coordinates() {}

    static Artifact parse(String text, ArtifactTypeRegistry types) throws ResolutionException {
        var parts = text.split(":", -1);
        boolean whole = parts.length >= 3 && parts.length <= 5;
        for (int i = 0; whole && i < parts.length; i++) {
            boolean mayBeEmpty = i == 3 && parts.length == 5 || i == 2 && parts.length > 3;
            whole = mayBeEmpty || !parts[i].isBlank();
        }
        if (!whole) {
            throw new ResolutionException(
                    "Not a Maven coordinate: " + text + ". Write group:artifact:version, or"
                            + " group:artifact:packaging:classifier:version.",
                    null);
        }
        var packaging = parts.length > 3 && !parts[2].isEmpty() ? parts[2] : "jar";
        var type = types.get(packaging);
        var classifier = parts.length > 4 && !parts[3].isEmpty() ? parts[3] : type == null ? "" : type.getClassifier();
        var extension = type == null ? packaging : type.getExtension();
        return new DefaultArtifact(
                parts[0], parts[1], classifier, extension, parts[parts.length - 1], Map.<String, String>of(), type);
    }

    /** As a person writes it: without packaging where it is a jar. */
    static String format(Artifact artifact) {
        var plain = artifact.getExtension().equals("jar")
                && artifact.getClassifier().isEmpty();
        return artifact.getGroupId()
                + ":" + artifact.getArtifactId()
                + (plain ? "" : ":" + artifact.getExtension())
                + (artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier())
                + ":" + artifact.getVersion();
    }
}
