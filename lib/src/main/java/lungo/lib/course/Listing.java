package lungo.lib.course;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;

/** A table of notebooks: a link to each, what it is about, and what it takes. */
public record Listing(List<Row> rows) implements Showable {

    /** A notebook, and a line that says what it is about. */
    public record Row(Lesson lesson, String about) {
        private String html() {
            return "<tr><td style=\"text-align:left;white-space:nowrap\"><a href=\"" + lesson.file() + "\">"
                    + Verdict.escape(lesson.title()) + "</a></td><td style=\"text-align:left\">"
                    + Verdict.escape(about) + "</td><td style=\"text-align:right;white-space:nowrap\">" + lesson.time()
                    + "</td><td style=\"text-align:right;white-space:nowrap\">" + lesson.memory() + "</td></tr>";
        }
    }

    public Listing {
        rows = List.copyOf(rows);
    }

    /** As HTML, with links, and in words. */
    @Override
    public Bundle bundle() {
        String html = rows.stream()
                .map(Row::html)
                .collect(Collectors.joining(
                        "",
                        "<table class=\"dataframe\"><thead><tr><th scope=\"col\" style=\"text-align:left\">Notebook</th>"
                                + "<th scope=\"col\" style=\"text-align:left\">About</th>"
                                + "<th scope=\"col\">Quick takes</th><th scope=\"col\">Memory</th></tr></thead><tbody>",
                        "</tbody></table>"));
        return new Bundle(Map.of(Bundle.HTML, html, Bundle.TEXT, toString()));
    }

    @Override
    public String toString() {
        return rows.stream()
                .map(row -> row.lesson.title() + ": " + row.about + " (" + row.lesson.time() + ")")
                .collect(Collectors.joining("\n"));
    }
}
