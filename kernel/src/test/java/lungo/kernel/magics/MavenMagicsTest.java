package lungo.kernel.magics;

import static lungo.kernel.dependencies.FileRepository.dependency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lungo.kernel.dependencies.Dependencies;
import lungo.kernel.dependencies.FileRepository;
import lungo.kernel.dependencies.MavenHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenMagicsTest {
    @TempDir
    Path temp;

    private RecordingSession session;
    private Magics magics;
    private FileRepository acme;

    @BeforeEach
    void open() throws Exception {
        acme = new FileRepository(temp.resolve("acme"))
                .put("com.acme:util:1.0", "")
                .put("com.acme:util:2.0", "")
                .put("com.acme:app:1.0", "<dependencies>" + dependency("com.acme:util:1.0", "") + "</dependencies>");
        Files.createDirectory(temp.resolve("m2"));
        // Central is a folder too, so that nothing here needs a network.
        Files.writeString(
                temp.resolve("m2/settings.xml"),
                "<settings><mirrors><mirror><id>central</id><mirrorOf>central</mirrorOf><url>"
                        + Files.createDirectory(temp.resolve("central")).toUri()
                        + "</url></mirror></mirrors></settings>");
        session = new RecordingSession(temp);
        magics = new Magics(
                session, listener -> new Dependencies(new MavenHome(temp.resolve("m2"), null, false), listener));
    }

    @AfterEach
    void close() {
        magics.close();
    }

    @Test
    void addsALibraryAndAllItNeeds() throws Exception {
        magics.line("mavenRepo", List.of("acme", acme.url()));
        assertThat(magics.line("maven", List.of("com.acme:app:1.0"))).isNull();
        assertThat(session.classpath)
                .extracting(path -> path.getFileName().toString())
                .containsExactly("app-1.0.jar", "util-1.0.jar");
        assertThat(session.printed()).contains("Downloaded 2 jars, ").endsWith(System.lineSeparator());
    }

    @Test
    void isSilentWhereNothingIsDownloadedAndWarnsOfASecondVersion() throws Exception {
        magics.line("addMavenRepo", List.of("acme", acme.url()));
        magics.line("addMavenDependencies", List.of("com.acme:app:1.0", "com.acme:util:1.0"));
        var before = session.printed();
        magics.line("addMavenDependency", List.of("com.acme:app:1.0"));
        assertThat(session.printed()).isEqualTo(before);
        magics.line("maven", List.of("com.acme:util:2.0"));
        assertThat(session.printed())
                .contains(
                        "com.acme:util 1.0 is in use, so 2.0 was left out. To use that one, restart the kernel and load"
                                + " it first.");
        assertThat(session.classpath).hasSize(2);
    }

    @Test
    void loadsFromAPomWithItsOwnRepositories() throws Exception {
        var pom = "<repository><id>acme</id><url>" + acme.url() + "</url></repository>"
                + dependency("com.acme:util:2.0", "") + dependency("com.acme:app:1.0", "<scope>test</scope>");
        magics.cell("loadFromPOM", List.of(), pom);
        assertThat(session.classpath)
                .extracting(path -> path.getFileName().toString())
                .containsExactly("util-2.0.jar");
    }

    @Test
    void loadsFromAPomFileTheScopesAskedFor() throws Exception {
        Files.writeString(
                temp.resolve("pom.xml"),
                FileRepository.pom(
                        "me:mine:1",
                        "<repositories><repository><id>acme</id><url>" + acme.url()
                                + "</url></repository></repositories><dependencies>"
                                + dependency("com.acme:util:2.0", "<scope>test</scope>") + "</dependencies>"));
        magics.line("loadFromPOM", List.of("pom.xml"));
        assertThat(session.classpath).isEmpty();
        magics.line("loadFromPOM", List.of("pom.xml", "test"));
        assertThat(session.classpath).hasSize(1);
    }

    @Test
    void saysWhatIsWrongAndAddsNothing() {
        assertThatThrownBy(() -> magics.line("maven", List.of("com.acme:app:1.0")))
                .isInstanceOf(MagicException.class)
                .hasMessage(
                        "Cannot resolve com.acme:app:1.0: not in central. Check the version, or add a repository with"
                                + " %mavenRepo.");
        assertThatThrownBy(() -> magics.line("maven", List.of()))
                .hasMessageStartingWith("%maven needs a library: %maven ");
        assertThatThrownBy(() -> magics.line("mavenRepo", List.of("https://repo.acme.com")))
                .hasMessage("%mavenRepo takes a name and a URL, not \"https://repo.acme.com\": %mavenRepo acme"
                        + " https://repo.acme.com/maven");
        assertThat(session.classpath).isEmpty();
    }
}
