package lungo.lib.display;

import java.io.PrintStream;
import java.time.Duration;
import java.util.UUID;

/**
 * A console: prints the text of what is shown. An update of one line overwrites that line on a terminal; in a log,
 * where nothing can be overwritten, one-line updates are thinned out.
 */
final class ConsoleScreen implements Screen {
    private static final Duration LOG_PAUSE = Duration.ofSeconds(2);
    private static final String UP_AND_ERASE = "\033[1A\r\033[2K";

    private final Renderings renderings;
    private final PrintStream out;
    private final boolean terminal;
    private String lastId = "";
    private String lastText = "";
    private long lastNanos;

    ConsoleScreen(Renderings renderings, PrintStream out, boolean terminal) {
        this.renderings = renderings;
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized String display(Object value) {
        var id = UUID.randomUUID().toString();
        print(id, text(value));
        return id;
    }

    @Override
    public synchronized void update(String id, Object value) {
        var text = text(value);
        if (text.contains("\n")) {
            print(id, text);
        } else if (terminal) {
            var overwrites = id.equals(lastId) && !lastText.contains("\n");
            out.print(overwrites ? UP_AND_ERASE : "");
            print(id, text);
        } else if (System.nanoTime() - lastNanos > LOG_PAUSE.toNanos()) {
            print(id, text);
        }
    }

    private void print(String id, String text) {
        lastId = id;
        lastText = text;
        lastNanos = System.nanoTime();
        out.println(text);
    }

    private String text(Object value) {
        return renderings.bundle(value).text();
    }
}
