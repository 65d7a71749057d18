package lungo.kernel.kernelspec;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where Jupyter looks for kernelspecs. Source: jupyter_core.paths. */
final class DataFolders {
    private DataFolders() {}

    /** The kernels of a Python environment or another prefix. */
    static Path under(Path prefix) {
        return prefix.resolve("share").resolve("jupyter").resolve("kernels");
    }

    /** The user's data folder on this system, by {@code environment}. */
    static Path ofUser(Map<String, String> environment) {
        return ofUser(environment, System.getProperty("os.name"));
    }

    static Path ofUser(Map<String, String> environment, String system) {
        var given = environment.get("JUPYTER_DATA_DIR");
        if (given != null && !given.isEmpty()) {
            return Path.of(given);
        }
        var os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            var roaming = environment.get("APPDATA");
            return roaming == null
                    ? home(environment).resolve(".jupyter").resolve("data")
                    : Path.of(roaming, "jupyter");
        }
        if (os.startsWith("mac")) {
            return home(environment).resolve("Library").resolve("Jupyter");
        }
        var xdg = environment.get("XDG_DATA_HOME");
        var share = xdg == null || xdg.isEmpty()
                ? home(environment).resolve(".local").resolve("share")
                : Path.of(xdg);
        return share.resolve("jupyter");
    }

    /** As Python finds it: HOME comes before what the user database says, which is all that Java asks. */
    private static Path home(Map<String, String> environment) {
        var home = environment.get("HOME");
        return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
    }
}
