package lungo.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import lungo.kernel.messages.History;
import lungo.kernel.messages.History.Entry;

/** The cells that this session has run, for history_request. The current session is number 1, and 0 in requests. */
final class SessionHistory {
    private static final int SESSION = 1;

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(int line, String input, String output) {
        entries.add(new Entry(SESSION, line, input, output));
    }

    /** The entries that {@code request} asks for, oldest first. */
    synchronized List<Entry> find(History.Request request) {
        return switch (request.access()) {
            case "range" -> range(request);
            case "search" -> last(search(request), request.n());
            default -> last(entries, request.n());
        };
    }

    private List<Entry> range(History.Request request) {
        if (request.session() != 0 && request.session() != SESSION) {
            return List.of();
        }
        return entries.stream()
                .filter(entry -> entry.line() >= request.start() && entry.line() < request.stop())
                .toList();
    }

    private List<Entry> search(History.Request request) {
        var glob = glob(request.pattern());
        var found = entries.stream()
                .filter(entry -> glob.matcher(entry.input()).matches())
                .toList();
        if (!request.unique()) {
            return found;
        }
        var latest = new LinkedHashMap<String, Entry>();
        for (var entry : found) {
            latest.remove(entry.input());
            latest.put(entry.input(), entry);
        }
        return List.copyOf(latest.values());
    }

    private static List<Entry> last(List<Entry> all, int n) {
        return n <= 0 ? Collections.emptyList() : List.copyOf(all.subList(Math.max(0, all.size() - n), all.size()));
    }

    private static Pattern glob(String pattern) {
        var regex = new StringBuilder();
        for (var c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
