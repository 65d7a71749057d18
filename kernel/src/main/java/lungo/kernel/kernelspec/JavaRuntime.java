package lungo.kernel.kernelspec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A java command and its feature version, 17 or newer, with all modules that the kernel needs. */
record JavaRuntime(Path command, int version) {
    private static final int OLDEST = 17;
    private static final Pattern MODULE = Pattern.compile("(?m)^java\\.base@(\\d+)");
    private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
    private static final String GET =
            " Install a JDK (apt install openjdk-21-jdk or openjdk-17-jdk, brew install openjdk, or https://adoptium.net)"
                    + " and name it with --java PATH.";

    /** Asks {@code command} what it is. Throws if it does not run, is too old, or is not a whole JDK. */
    static JavaRuntime of(Path command) throws CannotInstall, InterruptedException {
        var modules = run(command, "--list-modules");
        var base = MODULE.matcher(modules);
        if (!base.find()) {
            var version = VERSION.matcher(run(command, "-version"));
            throw new CannotInstall(
                    version.find() ? tooOld(command, version.group(1)) : command + " is not a java command." + GET);
        }
        int version = Integer.parseInt(base.group(1));
        if (version < OLDEST) {
            throw new CannotInstall(tooOld(command, base.group(1)));
        }
        if (!modules.contains("jdk.jshell@")) {
            throw new CannotInstall(
                    command + " is Java " + version + " without the module jdk.jshell: a JRE, not a JDK." + GET);
        }
        return new JavaRuntime(command.toAbsolutePath().normalize(), version);
    }

    /** The options that the kernel runs with: quick to start, UTF-8, and quiet about what libraries do. */
    List<String> options() {
        var options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                // The JVM's own choice, a 64th of the machine's memory, fills with garbage before it is collected once.
                "-Xms64m",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8"));
        if (version >= 21) {
            options.add("-XX:+EnableDynamicAgentLoading");
        }
        if (version >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= 23) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    private static String tooOld(Path command, String version) {
        return command + " is Java " + version + "; the kernel needs " + OLDEST + " or newer." + GET;
    }

    private static String run(Path command, String option) throws CannotInstall, InterruptedException {
        try {
            return Processes.run(List.of(command.toString(), option)).output();
        } catch (IOException e) {
            throw new CannotInstall("Cannot run " + command + ": " + e.getMessage() + "." + GET, e);
        }
    }
}
