package lungo.kernel.kernelspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Map<String, String> HOME = Map.of("HOME", "/home/ada");

    @Test
    void installsForTheUserUnlessToldOtherwise() throws Exception {
        var data = Map.of("HOME", "/home/ada", "JUPYTER_DATA_DIR", "/data");
        assertThat(kernels(data)).isEqualTo(absolute("/data/kernels"));
        assertThat(kernels(data, "--prefix", "/usr/local")).isEqualTo(absolute("/usr/local/share/jupyter/kernels"));
        assertThat(kernels(data, "--sys-prefix", "/venv")).isEqualTo(absolute("/venv/share/jupyter/kernels"));
        assertThat(kernels(Map.of("VIRTUAL_ENV", "/active"), "--sys-prefix", "--link"))
                .isEqualTo(absolute("/active/share/jupyter/kernels"));
    }

    @Test
    void findsTheUsersDataFolderOnEverySystem() {
        assertThat(DataFolders.ofUser(HOME, "Linux")).isEqualTo(Path.of("/home/ada/.local/share/jupyter"));
        assertThat(DataFolders.ofUser(HOME, "Mac OS X")).isEqualTo(Path.of("/home/ada/Library/Jupyter"));
        assertThat(DataFolders.ofUser(Map.of("APPDATA", "/roaming"), "Windows 11"))
                .isEqualTo(Path.of("/roaming/jupyter"));
        assertThat(DataFolders.ofUser(Map.of("XDG_DATA_HOME", "/xdg"), "Linux")).isEqualTo(Path.of("/xdg/jupyter"));
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertRefused("There is no option --usr. --help lists all.", "--usr");
        assertRefused("--name needs a value. --help shows how it is written.", "--name");
        assertRefused("--env takes NAME=VALUE, not A.", "--env", "A");
        assertRefused(
                "A kernelspec cannot be named ../x. Use letters, digits, dots, dashes and underscores.",
                "--name",
                "../x");
        assertRefused(
                "No Python environment is active (VIRTUAL_ENV and CONDA_PREFIX are not set). Activate one, or name its"
                        + " folder: --sys-prefix DIR.",
                "--sys-prefix");
    }

    @Test
    void documentsEveryOption() {
        assertThat(List.of(
                        "--user",
                        "--sys-prefix",
                        "--prefix",
                        "--name",
                        "--display-name",
                        "--java",
                        "--classpath",
                        "--env",
                        "--jvm-option",
                        "--link",
                        "--no-cache"))
                .allMatch(Options.USAGE::contains);
    }

    private static void assertRefused(String message, String... words) {
        assertThatThrownBy(() -> Options.parse(List.of(words), HOME))
                .isInstanceOf(CannotInstall.class)
                .hasMessage(message);
    }

    private static Path kernels(Map<String, String> environment, String... words) throws CannotInstall {
        return Options.parse(List.of(words), environment).kernels();
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath();
    }
}
