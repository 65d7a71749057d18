package lungo.kernel.kernelspec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** A stand-in for the kernel: prints its argument, and with {@code --train} ends with the status of its jar's name. */
final class DemoKernel {
    private static final String SOURCE = """
            package demo;
            public class Main {
                public static void main(String[] args) {
                    if (args[0].equals("--train")) {
                        System.exit(Help.status());
                    }
                    System.out.println("kernel of " + args[0]);
                }
            }
            class Help {
                static int status() {
                    return Integer.getInteger("demo.status", 0);
                }
            }
            """;

    private DemoKernel() {}

    /** Builds {@code demo-kernel.jar} in {@code folder}, with {@code other.jar} on its class path. */
    static Path jar(Path folder) throws IOException {
        var source = Files.writeString(Files.createDirectories(folder).resolve("Main.java"), SOURCE);
        var compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(null, null, null, "--release", "17", "-d", folder.toString(), source.toString());
        if (status != 0) {
            throw new IllegalStateException("javac ended with status " + status);
        }
        write(folder.resolve("other.jar"), new Manifest(), folder, List.of());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "demo.Main");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "other.jar");
        var jar = folder.resolve("demo-kernel.jar");
        write(jar, manifest, folder, List.of("demo/Main.class", "demo/Help.class"));
        return jar;
    }

    private static void write(Path jar, Manifest manifest, Path folder, List<String> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file, manifest)) {
            for (var entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.write(Files.readAllBytes(folder.resolve(entry)));
            }
        }
    }
}
