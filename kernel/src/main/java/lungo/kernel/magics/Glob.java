package lungo.kernel.magics;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** IJava's simple globs: {@code *} and {@code ?} within one name, and a closing {@code /} for all that a folder holds. */
public final class Glob {
    private Glob() {}

    /**
     * What {@code pattern} matches, sorted; relative patterns start from {@code base}, {@code ~/} from the user's home.
     * Names are parted by {@code /} on every system. Empty where nothing matches.
     */
    public static List<Path> expand(Path base, String pattern) throws IOException {
        var all = pattern.endsWith("/") ? pattern + "*" : pattern;
        if (all.startsWith("~/")) {
            all = System.getProperty("user.home") + all.substring(1);
        }
        int wild = firstWildcard(all);
        if (wild < 0) {
            var path = base.resolve(Path.of(all)).normalize();
            return Files.exists(path) ? List.of(path) : List.of();
        }
        int slash = all.lastIndexOf('/', wild);
        var found = List.of(base.resolve(Path.of(all.substring(0, slash + 1))).normalize());
        for (var name : all.substring(slash + 1).split("/+")) {
            found = match(found, name);
        }
        return found;
    }

    private static List<Path> match(List<Path> folders, String name) throws IOException {
        var found = new ArrayList<Path>();
        for (var folder : folders) {
            if (firstWildcard(name) < 0) {
                var path = folder.resolve(name).normalize();
                if (Files.exists(path)) {
                    found.add(path);
                }
            } else if (Files.isDirectory(folder)) {
                var matcher =
                        FileSystems.getDefault().getPathMatcher("glob:" + name.replaceAll("[\\[\\]{}\\\\]", "\\\\$0"));
                try (var entries = Files.list(folder)) {
                    entries.filter(entry -> matcher.matches(entry.getFileName()))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    private static int firstWildcard(String text) {
        int star = text.indexOf('*');
        int mark = text.indexOf('?');
        return star < 0 || mark < 0 ? Math.max(star, mark) : Math.min(star, mark);
    }
}
