package lungo.kernel.kernelspec;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The kernel's own jar, and those beside it that its manifest names. */
record KernelJars(Path main, List<Path> others) {
    /** Those that this class was loaded from. Throws if it was not loaded from a jar. */
    static KernelJars running() throws CannotInstall {
        try {
            return of(Path.of(KernelJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static KernelJars of(Path main) throws CannotInstall {
        if (!Files.isRegularFile(main)) {
            throw new CannotInstall(main + " is not the kernel's jar. Build it (mvn package) and run it from there.");
        }
        var others = new ArrayList<Path>();
        for (var name : classPath(main)) {
            var jar = main.resolveSibling(name);
            if (!Files.isRegularFile(jar)) {
                throw new CannotInstall(
                        "The kernel needs " + jar + ", which is not there. Build it again: mvn package.");
            }
            others.add(jar);
        }
        return new KernelJars(main.toAbsolutePath().normalize(), List.copyOf(others));
    }

    void copyTo(Path folder) throws IOException {
        Files.copy(main, folder.resolve(main.getFileName()));
        for (var jar : others) {
            Files.copy(jar, folder.resolve(jar.getFileName()));
        }
    }

    private static List<String> classPath(Path jar) throws CannotInstall {
        try (var file = new JarFile(new File(jar.toString()))) {
            var manifest = file.getManifest();
            var value = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return value == null ? List.of() : List.of(value.strip().split("\\s+"));
        } catch (IOException e) {
            throw new CannotInstall("Cannot read " + jar + ": " + e.getMessage() + ". Build it again: mvn package.", e);
        }
    }
}
