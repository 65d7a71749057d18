package lungo.lib.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where data is looked for: the cache ({@code LUNGO_CACHE}, or ~/.cache/lungo), the folder that {@code LUNGO_DATA}
 * names, and the network unless {@code LUNGO_OFFLINE} is true.
 */
record DataFolders(Path cache, Optional<Path> given, boolean offline) {

    static DataFolders of(Map<String, String> environment) {
        Path cache = value(environment, "LUNGO_CACHE")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "lungo"));
        boolean offline = value(environment, "LUNGO_OFFLINE")
                .map(v -> !v.equalsIgnoreCase("false") && !v.equals("0"))
                .orElse(false);
        return new DataFolders(cache, value(environment, "LUNGO_DATA").map(Path::of), offline);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
    }
}
