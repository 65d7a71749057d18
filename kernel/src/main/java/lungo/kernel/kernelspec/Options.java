package lungo.kernel.kernelspec;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to install and where; {@code kernels} is the folder that holds one folder a kernelspec. */
record Options(
        Path kernels,
        String name,
        String displayName,
        Path java,
        Map<String, String> environment,
        List<String> jvmOptions,
        boolean link,
        boolean cache) {
    static final String USAGE = """
            Installs the Java kernel for Jupyter.

              java -cp lungo-kernel.jar lungo.kernel.kernelspec.Install [options]

            Where:
              --user               for this user, in Jupyter's data folder (the default)
              --sys-prefix [DIR]   into a Python environment; without DIR, into the active one
              --prefix DIR         as DIR/share/jupyter/kernels/NAME
            What:
              --name NAME          the kernelspec's name (java)
              --display-name TEXT  what a launcher shows (Java)
              --java PATH          the java that runs the kernel, 17 or newer (the one that runs this)
              --classpath PATHS    jars and folders for every notebook; simple globs are fine
              --env NAME=VALUE     an environment variable of the kernel; may be repeated
              --jvm-option OPTION  an option of its JVM, say -Xmx4g; may be repeated
              --link               use the kernel's jars where they are, rather than copies
              --no-cache           train no start-up archive: a quicker installation, slower starts
            """;

    /** Reads the command line. Throws if an option is unknown, lacks its value, or has one that cannot be. */
    static Options parse(List<String> arguments, Map<String, String> environment) throws CannotInstall {
        var words = new ArrayDeque<>(arguments);
        var reading = new Reading(environment);
        while (!words.isEmpty()) {
            reading.read(words.poll(), words);
        }
        return reading.options();
    }

    private static final class Reading {
        private final Map<String, String> outer;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<String> jvmOptions = new ArrayList<>();
        private Path kernels;
        private String name = "java";
        private String displayName = "Java";
        private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        private boolean link;
        private boolean cache = true;

        Reading(Map<String, String> outer) {
            this.outer = outer;
        }

        Options options() {
            var where = kernels == null ? DataFolders.ofUser(outer).resolve("kernels") : kernels;
            return new Options(
                    where.toAbsolutePath().normalize(),
                    name,
                    displayName,
                    java,
                    Map.copyOf(environment),
                    List.copyOf(jvmOptions),
                    link,
                    cache);
        }

        void read(String option, Deque<String> words) throws CannotInstall {
            switch (option) {
                case "--user" -> kernels = null;
                case "--prefix" -> kernels = DataFolders.under(Path.of(value(option, words)));
                case "--sys-prefix" -> kernels = DataFolders.under(pythonEnvironment(words));
                case "--name" -> name = name(value(option, words));
                case "--display-name" -> displayName = value(option, words);
                case "--java" -> java = Path.of(value(option, words));
                case "--classpath" -> jvmOptions.add("-Dlungo.classpath=" + value(option, words));
                case "--env" -> variable(value(option, words));
                case "--jvm-option" -> jvmOptions.add(value(option, words));
                case "--link" -> link = true;
                case "--no-cache" -> cache = false;
                default -> throw new CannotInstall("There is no option " + option + ". --help lists all.");
            }
        }

        private Path pythonEnvironment(Deque<String> words) throws CannotInstall {
            if (!words.isEmpty() && !words.peek().startsWith("--")) {
                return Path.of(words.poll());
            }
            var active = outer.getOrDefault("VIRTUAL_ENV", outer.get("CONDA_PREFIX"));
            if (active == null) {
                throw new CannotInstall("No Python environment is active (VIRTUAL_ENV and CONDA_PREFIX are not set)."
                        + " Activate one, or name its folder: --sys-prefix DIR.");
            }
            return Path.of(active);
        }

        private void variable(String text) throws CannotInstall {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new CannotInstall("--env takes NAME=VALUE, not " + text + ".");
            }
            environment.put(text.substring(0, equals), text.substring(equals + 1));
        }

        private static String name(String text) throws CannotInstall {
            if (!text.matches("[A-Za-z0-9._-]+") || text.startsWith(".")) {
                throw new CannotInstall("A kernelspec cannot be named " + text
                        + ". Use letters, digits, dots, dashes and underscores.");
            }
            return text;
        }

        private static String value(String option, Deque<String> words) throws CannotInstall {
            if (words.isEmpty()) {
                throw new CannotInstall(option + " needs a value. --help shows how it is written.");
            }
            return words.poll();
        }
    }
}
