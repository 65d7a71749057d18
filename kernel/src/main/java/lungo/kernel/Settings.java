package lungo.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a person sets through the environment, under IJava's names. */
record Settings(
        String classpath,
        List<String> compilerOptions,
        long timeoutMillis,
        String startupScriptsPath,
        String startupScript) {

    /** From {@code environment}. Throws IllegalArgumentException that names the variable and its value. */
    static Settings of(Map<String, String> environment) {
        return new Settings(
                environment.getOrDefault("IJAVA_CLASSPATH", ""),
                words(environment.getOrDefault("IJAVA_COMPILER_OPTS", "")),
                timeout(environment.getOrDefault("IJAVA_TIMEOUT", "-1")),
                environment.getOrDefault("IJAVA_STARTUP_SCRIPTS_PATH", ""),
                environment.getOrDefault("IJAVA_STARTUP_SCRIPT", ""));
    }

    private static List<String> words(String options) {
        return options.isBlank() ? List.of() : Arrays.asList(options.strip().split("\\s+"));
    }

    private static long timeout(String value) {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("IJAVA_TIMEOUT is '" + value
                    + "', which is not a number of milliseconds. Set a whole number; a negative one means no limit.");
        }
    }
}
