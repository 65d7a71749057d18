package lungo.lib.course;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import lungo.lib.display.Output;

/** The notebooks of the course in their order, as {@code course.json} lists them, which a test writes and keeps true. */
public record Course(List<Lesson> lessons) {

    public Course {
        lessons = List.copyOf(lessons);
    }

    /** Throws UncheckedIOException if the file cannot be read, IllegalArgumentException if it is not the course's index. */
    public static Course read(Path index) {
        Output.connect();
        try {
            var lessons = new ArrayList<Lesson>();
            for (JsonElement each : JsonParser.parseString(Files.readString(index))
                    .getAsJsonObject()
                    .getAsJsonArray("notebooks")) {
                JsonObject entry = each.getAsJsonObject();
                lessons.add(new Lesson(
                        entry.get("file").getAsString(),
                        entry.get("title").getAsString(),
                        figure(entry, "quick_seconds"),
                        figure(entry, "peak_mib")));
            }
            return new Course(lessons);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IllegalArgumentException(
                    index + " is not the course's index: " + e.getMessage() + ". Take it from the project again.", e);
        }
    }

    private static OptionalInt figure(JsonObject entry, String name) {
        JsonElement value = entry.get(name);
        return value == null || value.isJsonNull() ? OptionalInt.empty() : OptionalInt.of(value.getAsInt());
    }

    /** The notebook of a section, such as "7.1", or "glossary". Throws IllegalArgumentException if there is none. */
    public Lesson lesson(String number) {
        return lessons.stream()
                .filter(lesson -> lesson.number().equals(number))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No notebook is numbered " + number + ", only "
                        + lessons.stream().map(Lesson::number).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * A table of some notebooks, each with a line that says what it is about: {@code list("7.1", "Lines and sigmoids",
     * "7.2", "Surprise")}. Throws IllegalArgumentException where a number has no line, or is of no notebook.
     */
    public Listing list(String... numbersAndLines) {
        if (numbersAndLines.length % 2 != 0) {
            throw new IllegalArgumentException("Each number is followed by a line, but "
                    + numbersAndLines[numbersAndLines.length - 1] + " is not.");
        }
        var rows = new ArrayList<Listing.Row>();
        for (int i = 0; i < numbersAndLines.length; i += 2) {
            rows.add(new Listing.Row(lesson(numbersAndLines[i]), numbersAndLines[i + 1]));
        }
        return new Listing(rows);
    }

    /** How long all notebooks take in the quick profile, in words. */
    public String time() {
        int seconds =
                lessons.stream().mapToInt(lesson -> lesson.seconds().orElse(0)).sum();
        long open =
                lessons.stream().filter(lesson -> lesson.seconds().isEmpty()).count();
        if (open == lessons.size()) {
            return "not measured";
        }
        return Lesson.words(seconds) + (open == 0 ? "" : ", and " + open + " of the notebooks are not measured");
    }
}
