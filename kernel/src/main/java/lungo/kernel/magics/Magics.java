package lungo.kernel.magics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lungo.kernel.dependencies.Dependencies;
import lungo.kernel.dependencies.DownloadListener;

/** The magics of a session, IJava's among them, by name. */
public final class Magics implements AutoCloseable {
    private final Map<String, Magic> magics = new LinkedHashMap<>();
    private final Session session;
    private final MavenMagics maven;

    /** All magics, which act on {@code session}, with the user's own Maven settings. */
    public Magics(Session session) {
        this(session, Dependencies::new);
    }

    /** All magics, which act on {@code session}, with libraries from {@code dependencies}, made when first needed. */
    public Magics(Session session, Function<DownloadListener, Dependencies> dependencies) {
        this.session = session;
        maven = new MavenMagics(session, dependencies);
        add(maven.magics());
        add(new ClasspathMagics(session).magics());
        add(List.of(new LoadMagic(session).magic(), new TimeMagic(session).magic(), help()));
    }

    /**
     * Runs {@code %name args} and returns its value, or null. Throws MagicException if there is no such magic or it is
     * used wrongly, and what code that it runs throws.
     */
    public Object line(String name, List<String> args) throws Exception {
        var magic = magics.get(name);
        if (name.startsWith("%")) {
            throw new MagicException("%" + name + " works on a whole cell: put it on the cell's first line.");
        }
        if (magic == null) {
            throw unknown("%", name, magics.keySet());
        }
        return magic.line().run(args);
    }

    /** Runs {@code %%name args} on {@code body}; otherwise as {@link #line}. */
    public Object cell(String name, List<String> args, String body) throws Exception {
        var magic = magics.get(name);
        if (magic == null) {
            throw unknown("%%", name, cellNames());
        }
        if (magic.cell() == null) {
            throw new MagicException(
                    "%%" + name + " is not for a whole cell. Write %" + name + " with one percent sign.");
        }
        return magic.cell().run(args, body);
    }

    /** The names that may follow {@code %}, aliases included, for completion. */
    public List<String> lineNames() {
        return List.copyOf(magics.keySet());
    }

    /** The names that may follow {@code %%}. */
    public List<String> cellNames() {
        return magics.entrySet().stream()
                .filter(entry -> entry.getValue().cell() != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void close() {
        maven.close();
    }

    private void add(List<Magic> more) {
        for (var magic : more) {
            magic.names().forEach(name -> magics.put(name, magic));
        }
    }

    private Magic help() {
        return Magic.line(List.of("lsmagic", "help"), "%lsmagic", "Lists all magics; %help is the same.", args -> {
            for (var magic : new LinkedHashSet<>(magics.values())) {
                session.out().println(magic.usage());
                session.out().println("    " + magic.summary());
            }
            return null;
        });
    }

    private static MagicException unknown(String sign, String name, Collection<String> known) {
        var near = new ArrayList<>(known);
        near.removeIf(other -> Names.distance(name, other) > Math.max(1, name.length() / 3)
                && !other.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)));
        near.sort(Comparator.comparingInt(other -> Names.distance(name, other)));
        var hint = near.isEmpty()
                ? ""
                : " Did you mean " + near.stream().limit(3).map(sign::concat).collect(Collectors.joining(" or ")) + "?";
        return new MagicException("There is no magic " + sign + name + "." + hint + " %lsmagic lists all.");
    }
}
