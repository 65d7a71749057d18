package lungo.kernel.execution;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Manifest;

/** Loads the classes of cells and of the libraries that they use, woven as {@link Weaver} does. */
final class CellLoader extends URLClassLoader {
    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final Map<String, byte[]> cellClasses = new ConcurrentHashMap<>();

    CellLoader(ClassLoader parent) {
        super("cells", new URL[0], parent);
    }

    /** Offers a cell's class, as javac wrote it, for loading. */
    void offer(String name, byte[] bytes) {
        cellClasses.put(name, bytes);
    }

    void add(Path path) {
        try {
            addURL(path.toUri().toURL());
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException("Not a place on a class path: " + path, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var cell = cellClasses.get(name);
        if (cell != null) {
            var woven = Weaver.cell(cell);
            var defined = defineClass(name, woven, 0, woven.length);
            cellClasses.remove(name); // Each run of a cell brings more.
            return defined;
        }
        var resource = findResource(name.replace('.', '/') + ".class");
        if (resource == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            return define(name, resource);
        } catch (IOException e) {
            throw new ClassNotFoundException(name + ", in " + resource, e);
        }
    }

    private Class<?> define(String name, URL resource) throws IOException {
        var connection = resource.openConnection();
        var place = resource;
        Manifest manifest = null;
        if (connection instanceof JarURLConnection jar) {
            place = jar.getJarFileURL();
            manifest = jar.getManifest();
        }
        byte[] bytes;
        try (var in = connection.getInputStream()) {
            bytes = Weaver.library(in.readAllBytes());
        }
        var dot = name.lastIndexOf('.');
        if (dot > 0) {
            definePackageOnce(name.substring(0, dot), manifest, place);
        }
        return defineClass(name, bytes, 0, bytes.length, new CodeSource(place, (CodeSigner[]) null));
    }

    private void definePackageOnce(String name, Manifest manifest, URL place) {
        if (getDefinedPackage(name) != null) {
            return;
        }
        try {
            if (manifest == null) {
                definePackage(name, null, null, null, null, null, null, null);
            } else {
                definePackage(name, manifest, place);
            }
        } catch (IllegalArgumentException e) {
            // Another thread was faster, or the jar seals the package: the class may be defined all the same.
            return;
        }
    }
}
