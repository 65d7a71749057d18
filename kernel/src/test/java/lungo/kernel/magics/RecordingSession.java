package lungo.kernel.magics;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A session that remembers what magics did; code evaluates to itself, and fails where it contains "fail". */
final class RecordingSession implements Session {
    final Set<Path> classpath = new LinkedHashSet<>();
    final List<String> evaluated = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Path folder;

    RecordingSession(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Path> addToClasspath(List<Path> paths) {
        return paths.stream().filter(classpath::add).toList();
    }

    @Override
    public Object eval(String code) {
        evaluated.add(code);
        if (code.contains("fail")) {
            throw new IllegalStateException(code);
        }
        return "value of " + code;
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public Path workingDirectory() {
        return folder;
    }

    String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
