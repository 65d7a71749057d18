package lungo.kernel.dependencies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Maven repository in a folder, filled by tests. */
public record FileRepository(Path folder) {
    public String url() {
        return folder.toUri().toString();
    }

    /** Puts {@code group:artifact:version} with {@code body} inside its POM's project, and a jar. */
    public FileRepository put(String coordinates, String body) throws IOException {
        var parts = coordinates.split(":");
        var target =
                folder.resolve(parts[0].replace('.', '/')).resolve(parts[1]).resolve(parts[2]);
        Files.createDirectories(target);
        var name = parts[1] + "-" + parts[2];
        Files.writeString(target.resolve(name + ".pom"), pom(coordinates, body));
        try (var jar = new ZipOutputStream(Files.newOutputStream(target.resolve(name + ".jar")))) {
            jar.putNextEntry(new ZipEntry(name + ".txt"));
        }
        writeVersions(parts[0], parts[1], target.getParent());
        return this;
    }

    private static void writeVersions(String group, String artifact, Path folder) throws IOException {
        try (var versions = Files.list(folder)) {
            var list = versions.filter(Files::isDirectory)
                    .map(version -> "<version>" + version.getFileName() + "</version>")
                    .sorted()
                    .collect(Collectors.joining());
            Files.writeString(
                    folder.resolve("maven-metadata.xml"),
                    "<metadata><groupId>" + group + "</groupId><artifactId>" + artifact
                            + "</artifactId><versioning><versions>" + list + "</versions></versioning></metadata>");
        }
    }

    public static String pom(String coordinates, String body) {
        var parts = coordinates.split(":");
        return "<project><modelVersion>4.0.0</modelVersion><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1]
                + "</artifactId><version>" + parts[2] + "</version>" + body + "</project>";
    }

    public static String dependency(String coordinates, String more) {
        var parts = coordinates.split(":");
        var version = parts.length > 2 ? "<version>" + parts[2] + "</version>" : "";
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>" + version
                + more + "</dependency>";
    }
}
