package lungo.kernel.magics;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code %load}: runs the code of a file, or the code cells of a notebook, as if it stood in cells here. */
final class LoadMagic {
    private static final List<String> ENDINGS = List.of("", ".jsh", ".jshell", ".java", ".ipynb");

    private final Session session;

    LoadMagic(Session session) {
        this.session = session;
    }

    Magic magic() {
        return Magic.line(
                List.of("load"),
                "%load FILE",
                "Runs a .java, .jsh or .jshell file, or the code cells of an .ipynb; the ending may be left out.",
                this::load);
    }

    private Object load(List<String> args) throws Exception {
        if (args.size() != 1) {
            throw new MagicException("%load takes one file, not " + args.size()
                    + ": %load file.java. Put a path with blanks in quotes.");
        }
        var file = find(args.get(0));
        if (!file.toString().endsWith(".ipynb")) {
            session.eval(read(file));
            return null;
        }
        int number = 0;
        for (var cell : NotebookFile.javaCells(file, read(file))) {
            number++;
            try {
                session.eval(cell);
            } catch (Exception e) {
                session.out().println("%load " + args.get(0) + " stopped in code cell " + number + ".");
                throw e;
            }
        }
        return null;
    }

    private Path find(String name) throws MagicException {
        try {
            for (var ending : ENDINGS) {
                var file =
                        session.workingDirectory().resolve(home(name) + ending).normalize();
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        } catch (InvalidPathException e) {
            throw new MagicException("%load: " + name + " is no path on this system: " + e.getReason() + ".", e);
        }
        throw new MagicException("%load: there is no file " + name + " in " + session.workingDirectory()
                + ", nor with .jsh, .jshell, .java or .ipynb after it. Check the path.");
    }

    private static String home(String name) {
        return name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
    }

    private static String read(Path file) throws MagicException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new MagicException("%load: " + file + " is not UTF-8 text. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new MagicException("%load: cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
