package lungo.kernel.kernelspec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Installs the kernel for Jupyter: {@code java -cp lungo-kernel.jar lungo.kernel.kernelspec.Install --help}. */
public final class Install {
    private static final List<String> LOGOS = List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

    private final Options options;
    private final KernelJars jars;
    private final PrintStream out;

    Install(Options options, KernelJars jars, PrintStream out) {
        this.options = options;
        this.jars = jars;
        this.out = out;
    }

    /** Installs as {@code arguments} say; ends with status 1 and one line on stderr if that cannot be. */
    public static void main(String[] arguments) throws InterruptedException {
        var words = List.of(arguments);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            new Install(Options.parse(words, System.getenv()), KernelJars.running(), System.out).run();
        } catch (CannotInstall e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Installs, and returns the kernelspec's folder. Throws if that cannot be; then all is as it was before. */
    Path run() throws CannotInstall, InterruptedException {
        var java = JavaRuntime.of(options.java());
        var target = options.kernels().resolve(options.name());
        var jar = options.link() ? jars.main() : target.resolve(jars.main().getFileName());
        var archive = StartupArchive.in(target, java);
        try (var staging = new Staging(target)) {
            fill(staging.folder());
            kernelJson(java, jar, options.cache() ? archive.options() : List.of())
                    .write(staging.folder());
            staging.commit();
        } catch (IOException e) {
            throw new CannotInstall(
                    "Cannot install to " + target + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Check that there is room and that no kernel runs from there, or use --prefix DIR.",
                    e);
        }
        out.println("Installed the kernelspec " + options.name() + " in " + target + ", on Java " + java.version()
                + " (" + java.command() + ").");
        if (options.cache()) {
            train(archive, java, jar, target);
        }
        return target;
    }

    private void fill(Path folder) throws IOException {
        if (!options.link()) {
            jars.copyTo(folder);
        }
        for (var logo : LOGOS) {
            try (var in = Install.class.getResourceAsStream(logo)) {
                Files.copy(in, folder.resolve(logo));
            }
        }
    }

    /** After the files are in their place, since an archive is good only for jars at the paths it was trained on. */
    private void train(StartupArchive archive, JavaRuntime java, Path jar, Path target)
            throws CannotInstall, InterruptedException {
        out.println("Training its start-up archive, once.");
        var failure = archive.train(jar, jvmOptions(java));
        if (failure == null) {
            return;
        }
        out.println("Warning: no start-up archive, so the kernel will start more slowly: " + failure);
        try {
            kernelJson(java, jar, List.of()).write(target);
        } catch (IOException e) {
            throw new CannotInstall("Cannot write " + target.resolve("kernel.json") + ": " + e.getMessage(), e);
        }
    }

    private KernelJson kernelJson(JavaRuntime java, Path jar, List<String> archive) {
        var command = new ArrayList<String>();
        command.add(java.command().toString());
        command.addAll(jvmOptions(java));
        command.addAll(archive);
        command.addAll(List.of("-jar", jar.toString(), "{connection_file}"));
        return new KernelJson(command, options.displayName(), Map.copyOf(options.environment()));
    }

    /** The user's come last, where they win. */
    private List<String> jvmOptions(JavaRuntime java) {
        var all = new ArrayList<>(java.options());
        all.addAll(options.jvmOptions());
        return all;
    }
}
