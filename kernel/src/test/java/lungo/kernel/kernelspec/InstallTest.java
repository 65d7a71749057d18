package lungo.kernel.kernelspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallTest {
    @TempDir
    static Path built;

    private static Path jar;

    @TempDir
    Path prefix;

    private Path spec;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void buildAKernel() throws IOException {
        jar = DemoKernel.jar(built);
    }

    @BeforeEach
    void nameTheSpec() {
        spec = prefix.resolve("share/jupyter/kernels/java");
    }

    @Test
    void writesAWholeKernelspec() throws Exception {
        install("--no-cache", "--classpath", "lib/*.jar", "--env", "A=b=c", "--jvm-option", "-Xmx1g");
        assertThat(names(spec))
                .containsExactlyInAnyOrder(
                        "kernel.json",
                        "demo-kernel.jar",
                        "other.jar",
                        "logo-32x32.png",
                        "logo-64x64.png",
                        "logo-svg.svg");
        assertThat(names(spec.getParent())).containsExactly("java");
        var json = kernelJson();
        assertThat(json.get("display_name").getAsString()).isEqualTo("Java");
        assertThat(json.get("language").getAsString()).isEqualTo("java");
        assertThat(json.get("interrupt_mode").getAsString()).isEqualTo("message");
        assertThat(json.get("metadata").toString()).isEqualTo("{\"debugger\":false}");
        assertThat(json.get("env").toString()).isEqualTo("{\"A\":\"b=c\"}");
        var command = command();
        assertThat(Path.of(command.get(0))).isAbsolute().isExecutable();
        assertThat(command)
                .contains("-Xmx1g", "-Dlungo.classpath=lib/*.jar")
                .endsWith("-jar", spec.resolve("demo-kernel.jar").toString(), "{connection_file}");
        assertStartsSilently();
    }

    @Test
    void startsFromItsArchiveAndSilentlyWithoutIt() throws Exception {
        install();
        assertThat(printed()).contains("Training").doesNotContain("Warning");
        var archive = archive();
        assertThat(names(spec)).contains(archive.getFileName().toString()).noneMatch(name -> name.contains(".new"));
        var log = prefix.resolve("classes.log");
        assertThat(start("-Xlog:class+load:file=" + log)).isEqualTo("kernel of it\n");
        assertThat(Files.readString(log)).containsPattern("demo\\.Main source: shared objects file");

        Files.setLastModifiedTime(
                spec.resolve("other.jar"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        assertStartsSilently();
        Files.delete(archive); // JDK 17 writes it read-only.
        Files.write(archive, new byte[] {1, 2, 3});
        assertStartsSilently();
        Files.delete(archive);
        assertStartsSilently();
    }

    @Test
    void keepsTheKernelspecWhereTrainingFails() throws Exception {
        install("--jvm-option", "-Ddemo.status=3");
        assertThat(printed())
                .contains(
                        "Warning: no start-up archive, so the kernel will start more slowly: the training run ended with"
                                + " status 3");
        assertThat(String.join(" ", command())).doesNotContain("SharedArchiveFile", "AOTCache");
        assertThat(names(spec)).noneMatch(name -> name.contains("lungo."));
        assertStartsSilently();
    }

    @Test
    void linksToTheJarsWhereTheyAre() throws Exception {
        install("--link", "--no-cache", "--name", "java-dev", "--display-name", "Java (dev)");
        spec = spec.resolveSibling("java-dev");
        assertThat(names(spec)).noneMatch(name -> name.endsWith(".jar"));
        assertThat(command()).contains(jar.toString());
        assertThat(kernelJson().get("display_name").getAsString()).isEqualTo("Java (dev)");
        assertStartsSilently();
    }

    @Test
    void replacesAnOlderKernelspecOnlyByAWholeOne() throws Exception {
        Files.createDirectories(spec);
        Files.writeString(spec.resolve("kernel.json"), "old");
        Files.writeString(spec.resolve("stale.txt"), "old");
        var broken = DemoKernel.jar(prefix.resolve("broken"));
        Files.delete(broken.resolveSibling("other.jar"));
        assertThatThrownBy(() -> KernelJars.of(broken)).hasMessageContaining("other.jar, which is not there");
        var jars = new KernelJars(jar, List.of(prefix.resolve("gone.jar")));
        assertThatThrownBy(() -> install(jars, "--no-cache"))
                .isInstanceOf(CannotInstall.class)
                .hasMessageStartingWith("Cannot install to " + spec)
                .hasMessageContaining("gone.jar");
        assertThat(names(spec.getParent())).containsExactly("java");
        assertThat(names(spec)).containsExactlyInAnyOrder("kernel.json", "stale.txt");
        install("--no-cache");
        assertThat(names(spec)).contains("demo-kernel.jar").doesNotContain("stale.txt");
        assertThat(names(spec.getParent())).containsExactly("java");
    }

    @Test
    void saysThatAFolderCannotBeWritten() throws Exception {
        Files.writeString(prefix.resolve("share"), "a file where a folder must be");
        assertThatThrownBy(() -> install())
                .isInstanceOf(CannotInstall.class)
                .hasMessageStartingWith("Cannot write to " + spec.getParent())
                .hasMessageEndingWith("Install for yourself with --user, or elsewhere with --prefix DIR.");
    }

    @Test
    void refusesAJavaThatCannotRunTheKernel() throws Exception {
        assertRefused("echo 'openjdk version \"1.8.0_402\"' >&2", "is Java 8; the kernel needs 17 or newer. Install");
        assertRefused("echo java.base@11.0.22; echo jdk.jshell@11", "is Java 11; the kernel needs 17 or newer.");
        assertRefused("echo java.base@21.0.2", "is Java 21 without the module jdk.jshell: a JRE, not a JDK.");
        assertRefused("echo hello", "is not a java command.");
        assertThatThrownBy(() -> install("--java", prefix.resolve("no/java").toString()))
                .hasMessageContaining("Cannot run " + prefix.resolve("no/java"))
                .hasMessageContaining("--java PATH");
        assertThat(spec).doesNotExist();
    }

    private void assertRefused(String script, String message) throws IOException {
        var java = Files.writeString(prefix.resolve("java"), "#!/bin/sh\n" + script + "\n");
        java.toFile().setExecutable(true);
        assertThatThrownBy(() -> install("--java", java.toString()))
                .isInstanceOf(CannotInstall.class)
                .hasMessageContaining(message);
    }

    private void install(String... more) throws Exception {
        install(KernelJars.of(jar), more);
    }

    private void install(KernelJars jars, String... more) throws Exception {
        var words = new ArrayList<>(List.of("--prefix", prefix.toString()));
        words.addAll(List.of(more));
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        new Install(Options.parse(words, Map.of()), jars, out).run();
    }

    private void assertStartsSilently() throws Exception {
        assertThat(start()).isEqualTo("kernel of it\n");
    }

    /** Starts the kernel as Jupyter does; returns all that it writes to stdout and stderr. */
    private String start(String... more) throws Exception {
        var command = new ArrayList<>(command());
        command.set(command.size() - 1, "it");
        command.addAll(1, List.of(more));
        return Processes.run(command).output().replace("\r\n", "\n");
    }

    private List<String> command() throws IOException {
        return kernelJson().getAsJsonArray("argv").asList().stream()
                .map(element -> element.getAsString())
                .toList();
    }

    private JsonObject kernelJson() throws IOException {
        return new Gson().fromJson(Files.readString(spec.resolve("kernel.json")), JsonObject.class);
    }

    private Path archive() throws IOException {
        var option = command().stream()
                .filter(word -> word.startsWith("-XX:AOTCache=") || word.startsWith("-XX:SharedArchiveFile="))
                .findFirst()
                .orElseThrow();
        return Path.of(option.substring(option.indexOf('=') + 1));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
