package lungo.kernel.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** {@code %jars} and {@code %classpath}: files from disk. */
final class ClasspathMagics {
    private final Session session;

    ClasspathMagics(Session session) {
        this.session = session;
    }

    List<Magic> magics() {
        return List.of(
                Magic.line(
                        List.of("jars"),
                        "%jars GLOB...",
                        "Adds jars to the class path; of a folder, all its jars. Returns those added.",
                        args -> add(jars(paths("%jars", args)))),
                Magic.line(
                        List.of("classpath"),
                        "%classpath GLOB...",
                        "Adds jars and folders of classes to the class path. Returns those added.",
                        args -> add(paths("%classpath", args))));
    }

    private List<String> add(List<Path> paths) {
        return session.addToClasspath(paths).stream().map(Path::toString).toList();
    }

    private List<Path> paths(String magic, List<String> globs) throws MagicException, IOException {
        if (globs.isEmpty()) {
            throw new MagicException(magic + " needs a path: " + magic + " lib/*.jar");
        }
        var all = new LinkedHashSet<Path>();
        for (var glob : globs) {
            var found = expand(magic, glob);
            if (found.isEmpty()) {
                throw new MagicException(magic + ": nothing is at " + glob + " (from " + session.workingDirectory()
                        + "). Check the path; names are parted by / on every system.");
            }
            all.addAll(found);
        }
        return List.copyOf(all);
    }

    private List<Path> expand(String magic, String glob) throws MagicException, IOException {
        try {
            return Glob.expand(session.workingDirectory(), glob);
        } catch (InvalidPathException e) {
            throw new MagicException(magic + ": " + glob + " is no path on this system: " + e.getReason() + ".", e);
        }
    }

    private static List<Path> jars(List<Path> paths) throws IOException {
        var jars = new ArrayList<Path>();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                Glob.expand(path, "*").stream()
                        .filter(file -> file.toString().matches("(?i).*\\.(jar|zip)"))
                        .forEach(jars::add);
            } else {
                jars.add(path);
            }
        }
        return jars;
    }
}
