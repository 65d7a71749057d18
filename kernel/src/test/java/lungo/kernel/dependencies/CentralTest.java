package lungo.kernel.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Maven Central itself, or its mirror in the user's settings, with an empty local repository. */
class CentralTest {
    private static final String TINY = "org.slf4j:slf4j-nop:2.0.17";

    @TempDir
    Path local;

    private final AtomicLong bytes = new AtomicLong();

    @Test
    void downloadsThenWorksOffline() throws Exception {
        try (var online = open(false)) {
            assertThat(getTiny(online).files())
                    .extracting(Path::getFileName)
                    .map(Path::toString)
                    .containsExactly("slf4j-nop-2.0.17.jar", "slf4j-api-2.0.17.jar");
            assertThat(bytes).hasPositiveValue();
            assertThatThrownBy(() -> online.resolve(List.of("com.acme:util:9.9")))
                    .hasMessageMatching("Cannot resolve com.acme:util:9.9: not in \\S+\\. Check the version, or add a"
                            + " repository with %mavenRepo\\.");
        }
        bytes.set(0);
        try (var offline = open(true)) {
            assertThat(offline.resolve(List.of(TINY)).files()).hasSize(2).allMatch(file -> file.startsWith(local));
            assertThat(bytes).hasValue(0);
        }
    }

    private static Resolution getTiny(Dependencies online) throws InterruptedException, ResolutionException {
        try {
            return online.resolve(List.of(TINY));
        } catch (ResolutionException e) {
            if (e.getMessage().contains("cannot be reached")) {
                return abort("No way to Maven Central: " + e.getMessage());
            }
            throw e;
        }
    }

    private Dependencies open(boolean offline) {
        var home = new MavenHome(MavenHome.ofUser().folder(), local, offline);
        return new Dependencies(home, new DownloadListener() {
            @Override
            public void progressed(String file, long come, long total) {}

            @Override
            public void finished(String file, long length) {
                bytes.addAndGet(length);
            }
        });
    }
}
