package lungo.kernel.dependencies;

import static lungo.kernel.dependencies.FileRepository.dependency;
import static lungo.kernel.dependencies.FileRepository.pom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import lungo.kernel.dependencies.Resolution.Conflict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a repository in a folder: no network; central is a folder too. */
class DependenciesTest {
    private static final Set<String> USUAL = Set.of("compile", "runtime", "system", "import");

    @TempDir
    Path temp;

    private FileRepository central;
    private FileRepository acme;
    private Dependencies dependencies;
    private final List<String> finished = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void fillRepositories() throws IOException {
        central = new FileRepository(Files.createDirectory(temp.resolve("central")));
        acme = new FileRepository(Files.createDirectory(temp.resolve("acme")));
        central.put("org.base:log:1.0", "").put("org.base:log:2.0", "").put("org.base:testing:1.0", "");
        acme.put(
                "com.acme:app:1.0",
                "<dependencies>" + dependency("com.acme:util:1.1", "")
                        + dependency("org.base:log:1.0", "<scope>runtime</scope>")
                        + dependency("org.base:testing:1.0", "<scope>test</scope>")
                        + dependency("org.base:gone:1.0", "<optional>true</optional>") + "</dependencies>");
        acme.put("com.acme:util:1.1", "").put("com.acme:util:1.2", "");
        acme.put("com.acme:broken:1.0", "<dependencies>" + dependency("com.acme:lost:3.0", "") + "</dependencies>");
        Files.createDirectory(temp.resolve("m2"));
        Files.writeString(
                temp.resolve("m2/settings.xml"),
                "<settings><mirrors><mirror><id>folder-central</id><mirrorOf>central</mirrorOf><url>" + central.url()
                        + "</url></mirror></mirrors></settings>");
        dependencies = open(false);
        dependencies.addRepository("acme", acme.url());
    }

    @AfterEach
    void close() {
        dependencies.close();
    }

    @Test
    void getsWhatAnArtifactNeedsAtRunTime() throws Exception {
        var resolution = dependencies.resolve(List.of("com.acme:app:1.0"));
        assertThat(names(resolution)).containsExactly("app-1.0.jar", "util-1.1.jar", "log-1.0.jar");
        assertThat(resolution.files()).allMatch(file -> file.startsWith(temp.resolve("m2/repository")));
        assertThat(finished).anyMatch(file -> file.endsWith("app-1.0.jar"));
    }

    @Test
    void asksSettingsForMirrors() throws Exception {
        assertThat(names(dependencies.resolve(List.of("org.base:log:1.0")))).containsExactly("log-1.0.jar");
    }

    @Test
    void takesSeveralCoordinatesTypesAndRanges() throws Exception {
        var resolution = dependencies.resolve(List.of("com.acme:util:[1.0,2.0)", "org.base:log:jar::1.0"));
        assertThat(names(resolution)).containsExactly("util-1.2.jar", "log-1.0.jar");
        assertThat(names(dependencies.resolve(List.of("com.acme:app:pom:1.0")))).isEmpty();
    }

    @Test
    void givesNoJarTwiceAndReportsASecondVersion() throws Exception {
        dependencies.resolve(List.of("org.base:log:2.0"));
        assertThat(dependencies.resolve(List.of("org.base:log:2.0"))).isEqualTo(new Resolution(List.of(), List.of()));
        var resolution = dependencies.resolve(List.of("com.acme:app:1.0"));
        assertThat(names(resolution)).containsExactly("app-1.0.jar", "util-1.1.jar");
        assertThat(resolution.conflicts()).containsExactly(new Conflict("org.base:log", "2.0", "1.0"));
    }

    @Test
    void worksOfflineFromTheLocalRepository() throws Exception {
        dependencies.resolve(List.of("com.acme:app:1.0"));
        try (var offline = open(true)) {
            offline.addRepository("acme", acme.url());
            assertThat(names(offline.resolve(List.of("com.acme:app:1.0")))).hasSize(3);
            assertThatThrownBy(() -> offline.resolve(List.of("com.acme:util:1.2")))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessage("Cannot resolve com.acme:util:1.2: not in the local repository, and Maven is set to"
                            + " offline. Go online once to download it.");
        }
    }

    @Test
    void saysWhereItLookedInVain() {
        assertThatThrownBy(() -> dependencies.resolve(List.of("com.acme:util:9.9")))
                .hasMessage("Cannot resolve com.acme:util:9.9: not in folder-central or acme. Check the version, or add"
                        + " a repository with %mavenRepo.");
        assertThatThrownBy(() -> dependencies.resolve(List.of("com.acme:broken:1.0")))
                .hasMessage("Cannot resolve com.acme:broken:1.0: it needs com.acme:lost:3.0, which is not in"
                        + " folder-central or acme. Check the version, or add a repository with %mavenRepo.");
        assertThatThrownBy(() -> dependencies.resolve(List.of("com.acme:util:[5,6)")))
                .hasMessage("Cannot resolve com.acme:util:[5,6): no version in that range in folder-central or acme."
                        + " Check the version, or add a repository with %mavenRepo.");
    }

    @Test
    void saysThatARepositoryCannotBeReached() {
        // Port 9 of the loopback: nothing listens there.
        dependencies.addRepository("down", "http://127.0.0.1:9/m2");
        assertThatThrownBy(() -> dependencies.resolve(List.of("com.acme:util:9.9")))
                .hasMessageStartingWith("Cannot resolve com.acme:util:9.9: not in the local repository, and down"
                        + " (http://127.0.0.1:9/m2) cannot be reached: ")
                .hasMessageEndingWith(". Check the network, or set a proxy or mirror in Maven's settings.xml.");
    }

    @Test
    @Timeout(60)
    void stopsWaitingForASilentServerWhenInterrupted() throws Exception {
        var asked = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        try {
            dependencies.addRepository(
                    "silent", "http://127.0.0.1:" + server.getAddress().getPort());
            var outcome = new FutureTask<>(() -> dependencies.resolve(List.of("com.acme:slow:1.0")));
            var cell = new Thread(outcome);
            cell.start();
            asked.await();
            cell.interrupt();
            assertThatThrownBy(outcome::get).hasCauseInstanceOf(InterruptedException.class);
        } finally {
            over.countDown();
            server.stop(0);
        }
        assertThat(names(dependencies.resolve(List.of("com.acme:util:1.2")))).containsExactly("util-1.2.jar");
    }

    @Test
    void findsAgainWhatWasMissingAMomentAgo() throws Exception {
        assertThatThrownBy(() -> dependencies.resolve(List.of("com.acme:late:1.0")))
                .isInstanceOf(Exception.class);
        acme.put("com.acme:late:1.0", "");
        assertThat(names(dependencies.resolve(List.of("com.acme:late:1.0")))).containsExactly("late-1.0.jar");
    }

    @Test
    void saysHowACoordinateIsWritten() {
        for (var bad : List.of("acme", "com.acme:util", "com.acme::1.0", "a:b:c:d:e:f")) {
            assertThatThrownBy(() -> dependencies.resolve(List.of(bad)))
                    .hasMessage("Not a Maven coordinate: " + bad + ". Write group:artifact:version, or"
                            + " group:artifact:packaging:classifier:version.");
        }
    }

    @Test
    void readsLooseElementsOfAPom() throws Exception {
        var text = "<!-- from a README -->\n<repository><id>acme</id><url>" + acme.url()
                + "</url></repository><properties><v>1.0</v></properties>"
                + dependency("com.acme:app:${v}", "")
                + "<dependencies>" + dependency("org.base:testing:1.0", "<scope>test</scope>") + "</dependencies>";
        try (var fresh = open(false)) {
            assertThat(names(fresh.resolvePom(text, USUAL)))
                    .containsExactlyInAnyOrder("app-1.0.jar", "util-1.1.jar", "log-1.0.jar");
            assertThat(names(fresh.resolvePom(text, Set.of("test")))).containsExactly("testing-1.0.jar");
        }
    }

    @Test
    void readsAWholePomWithParentManagementAndAJarByPath() throws Exception {
        var jar = Files.createFile(temp.resolve("mine.jar"));
        var parent = Files.createDirectories(temp.resolve("build/child")).resolveSibling("pom.xml");
        Files.writeString(
                parent,
                pom(
                        "build:all:1",
                        "<packaging>pom</packaging><dependencyManagement><dependencies>"
                                + dependency("org.base:log:2.0", "") + "</dependencies></dependencyManagement>"));
        var child = temp.resolve("build/child/pom.xml");
        Files.writeString(
                child,
                "<?xml version=\"1.0\"?><project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0"
                        + "</modelVersion><parent><groupId>build</groupId><artifactId>all</artifactId><version>1"
                        + "</version></parent><artifactId>child</artifactId><dependencies>"
                        + dependency("org.base:log", "")
                        + dependency("me:mine:1", "<scope>system</scope><systemPath>" + jar + "</systemPath>")
                        + "</dependencies></project>");
        assertThat(names(dependencies.resolvePom(child, USUAL))).containsExactly("log-2.0.jar", "mine.jar");
    }

    @Test
    void saysWhatIsWrongWithAPom() {
        assertThatThrownBy(() -> dependencies.resolvePom("<dependency><groupId>a</dependency>", USUAL))
                .hasMessageStartingWith("The POM is not well-formed XML: ");
        assertThatThrownBy(() -> dependencies.resolvePom(temp.resolve("no.xml"), USUAL))
                .hasMessage("Cannot read the POM " + temp.resolve("no.xml") + ". Check the path.");
        assertThatThrownBy(() -> dependencies.resolvePom(dependency("org.base:log", ""), USUAL))
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining("org.base:log");
    }

    private Dependencies open(boolean offline) {
        return new Dependencies(new MavenHome(temp.resolve("m2"), null, offline), new DownloadListener() {
            @Override
            public void progressed(String file, long bytes, long total) {}

            @Override
            public void finished(String file, long bytes) {
                finished.add(file);
            }
        });
    }

    private static List<String> names(Resolution resolution) {
        return resolution.files().stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }
}
