package lungo.lib.course;

import java.util.Map;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;

/** What an answer is found to be, and why. */
public record Verdict(Grade grade, String question, String why) implements Showable {

    /** Right, not right yet, or not given yet. */
    public enum Grade {
        RIGHT("✓ Right", "#2e7d32"),
        WRONG("✗ Not yet", "#c62828"),
        OPEN("… Not answered yet", "#8a6d00");

        private final String words;
        private final String color;

        Grade(String words, String color) {
            this.words = words;
            this.color = color;
        }
    }

    public boolean isRight() {
        return grade == Grade.RIGHT;
    }

    @Override
    public Bundle bundle() {
        // The text keeps the page's own colour, so that it can be read in light and dark themes.
        String html =
                "<div role=\"status\" style=\"border-left:4px solid %s;padding:0.3em 0.8em\"><b>%s.</b> <i>%s:</i> %s</div>"
                        .formatted(grade.color, grade.words, escape(question), escape(why));
        return new Bundle(Map.of(Bundle.HTML, html, Bundle.TEXT, toString()));
    }

    @Override
    public String toString() {
        return grade.words + ". " + question + ": " + why;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }
}
