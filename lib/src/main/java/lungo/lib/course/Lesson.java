package lungo.lib.course;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A notebook of the course: its file, its title, and what a run in the quick profile took, where that was measured.
 *
 * @param seconds of a run from top to bottom
 * @param peakMib the most memory that its kernel had resident, in MiB
 */
public record Lesson(String file, String title, OptionalInt seconds, OptionalInt peakMib) {

    private static final Pattern NUMBER = Pattern.compile("(\\d+(\\.\\d+)+) .*");

    /** The section's number, such as 7.1 or 9.5.2; of a notebook without one the file's name, such as glossary. */
    public String number() {
        var matcher = NUMBER.matcher(title);
        return matcher.matches() ? matcher.group(1) : file.replace(".ipynb", "");
    }

    /** How long it takes, in words. */
    public String time() {
        return seconds.isPresent() ? words(seconds.getAsInt()) : "not measured";
    }

    /** How much memory it takes, in words. */
    public String memory() {
        return peakMib.isPresent() ? String.format(Locale.ROOT, "%,d MiB", peakMib.getAsInt()) : "not measured";
    }

    static String words(int seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
