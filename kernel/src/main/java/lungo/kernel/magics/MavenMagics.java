package lungo.kernel.magics;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import lungo.kernel.dependencies.Dependencies;
import lungo.kernel.dependencies.DownloadListener;
import lungo.kernel.dependencies.Resolution;
import lungo.kernel.dependencies.ResolutionException;

/** {@code %maven}, {@code %mavenRepo} and {@code %%loadFromPOM}: libraries from Maven repositories. */
final class MavenMagics implements AutoCloseable {
    private static final Set<String> SCOPES = Set.of("compile", "runtime", "system", "import");

    private final Session session;
    private final Function<DownloadListener, Dependencies> opener;
    private final DownloadReport report;
    private Dependencies dependencies;

    MavenMagics(Session session, Function<DownloadListener, Dependencies> opener) {
        this.session = session;
        this.opener = opener;
        this.report = new DownloadReport(session::out);
    }

    List<Magic> magics() {
        return List.of(
                Magic.line(
                        List.of("maven", "addMavenDependencies", "addMavenDependency"),
                        "%maven GROUP:ARTIFACT[:PACKAGING[:CLASSIFIER]]:VERSION...",
                        "Adds libraries, and all they need, from Maven Central and the repositories of %mavenRepo.",
                        this::maven),
                Magic.line(
                        List.of("mavenRepo", "addMavenRepo"),
                        "%mavenRepo ID URL",
                        "Lets %maven look in one more repository.",
                        this::mavenRepo),
                Magic.both(
                        List.of("loadFromPOM"),
                        "%loadFromPOM FILE [SCOPE...]  or  %%loadFromPOM [SCOPE...]",
                        "Adds the dependencies of a POM: a file's, or those written below, as READMEs show them.",
                        this::loadFromPom,
                        (args, body) -> add(() -> dependencies().resolvePom(body, scopes(args)))));
    }

    @Override
    public void close() {
        if (dependencies != null) {
            dependencies.close();
        }
    }

    private Object maven(List<String> args) throws Exception {
        if (args.isEmpty()) {
            throw new MagicException("%maven needs a library: %maven org.apache.commons:commons-lang3:3.14.0");
        }
        return add(() -> dependencies().resolve(args));
    }

    private Object mavenRepo(List<String> args) throws MagicException {
        if (args.size() != 2 || !args.get(1).contains(":")) {
            throw new MagicException("%mavenRepo takes a name and a URL, not \"" + String.join(" ", args)
                    + "\": %mavenRepo acme https://repo.acme.com/maven");
        }
        dependencies().addRepository(args.get(0), args.get(1));
        return null;
    }

    private Object loadFromPom(List<String> args) throws Exception {
        if (args.isEmpty()) {
            throw new MagicException("%loadFromPOM needs a file: %loadFromPOM pom.xml");
        }
        try {
            var file = session.workingDirectory().resolve(args.get(0)).normalize();
            return add(() -> dependencies().resolvePom(file, scopes(args.subList(1, args.size()))));
        } catch (InvalidPathException e) {
            throw new MagicException("%loadFromPOM: " + args.get(0) + " is no path on this system.", e);
        }
    }

    private static Set<String> scopes(List<String> args) {
        return args.isEmpty() ? SCOPES : Set.copyOf(args);
    }

    private Object add(Request request) throws Exception {
        Resolution resolution;
        try {
            resolution = request.run();
        } catch (ResolutionException e) {
            throw new MagicException(e.getMessage(), e);
        } finally {
            report.end();
        }
        for (var conflict : resolution.conflicts()) {
            session.out()
                    .println(conflict.artifact() + " " + conflict.loaded() + " is in use, so " + conflict.wanted()
                            + " was left out. To use that one, restart the kernel and load it first.");
        }
        session.addToClasspath(resolution.files());
        return null;
    }

    private Dependencies dependencies() {
        if (dependencies == null) {
            dependencies = opener.apply(report);
        }
        return dependencies;
    }

    private interface Request {
        Resolution run() throws Exception;
    }
}
