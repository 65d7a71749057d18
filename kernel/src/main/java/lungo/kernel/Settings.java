package lungo.kernel;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a person sets through the environment, under IJava's names. */
record Settings(
        String classpath,
        List<String> compilerOptions,
        long timeoutMillis,
        String startupScriptsPath,
        String startupScript) {

    /** The property by which a kernelspec brings a class path of its own; IJAVA_CLASSPATH is the person's. */
    private static final String CLASSPATH_PROPERTY = "lungo.classpath";

    /** From {@code environment}. Throws IllegalArgumentException that names the variable and its value. */
    static Settings of(Map<String, String> environment) {
        return new Settings(
                System.getProperty(CLASSPATH_PROPERTY, "")
                        + File.pathSeparator
                        + environment.getOrDefault("IJAVA_CLASSPATH", ""),
                words(environment.getOrDefault("IJAVA_COMPILER_OPTS", "")),
                timeout(environment.getOrDefault("IJAVA_TIMEOUT", "-1")),
                environment.getOrDefault("IJAVA_STARTUP_SCRIPTS_PATH", ""),
                environment.getOrDefault("IJAVA_STARTUP_SCRIPT", ""));
    }

    private static List<String> words(String options) {
        return options.isBlank() ? List.of() : Arrays.asList(options.strip().split("\\s+"));
    }

    /** A number, of milliseconds or of the TimeUnit named behind it; less than 1 is no limit. */
    private static long timeout(String value) {
        try {
            var words = value.strip().split("\\s+");
            var unit = words.length > 1 ? TimeUnit.valueOf(words[1].toUpperCase(Locale.ROOT)) : TimeUnit.MILLISECONDS;
            return unit.toMillis(Long.parseLong(words[0]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("IJAVA_TIMEOUT is '" + value
                    + "', which is not a duration. Set a number of milliseconds, or one with a unit, such as 30 SECONDS;"
                    + " less than 1 means no limit.");
        }
    }
}
