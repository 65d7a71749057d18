package lungo.lib.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lungo.lib.display.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTest {
    @TempDir
    Path folder;

    private Course course() throws IOException {
        return Course.read(Files.writeString(folder.resolve("course.json"), """
                {"notebooks": [
                 {"file": "07-1-lines.ipynb", "title": "7.1 Lines & curves", "quick_seconds": 83, "peak_mib": 1640},
                 {"file": "09-5-2-nets.ipynb", "title": "9.5.2 Nets", "quick_seconds": null, "peak_mib": null},
                 {"file": "glossary.ipynb", "title": "Glossary", "quick_seconds": 1, "peak_mib": 200}]}
                """));
    }

    @Test
    void aNotebookIsFoundByItsNumberOrItsFile() throws IOException {
        assertThat(course().lessons()).extracting(Lesson::number).containsExactly("7.1", "9.5.2", "glossary");
        assertThat(course().lesson("9.5.2").file()).isEqualTo("09-5-2-nets.ipynb");
        assertThatThrownBy(() -> course().lesson("8.1")).hasMessageContaining("8.1, only 7.1, 9.5.2, glossary");
    }

    @Test
    void whatWasNotMeasuredIsSaid() throws IOException {
        assertThat(course().lesson("7.1").time()).isEqualTo("1 min 23 s");
        assertThat(course().lesson("7.1").memory()).isEqualTo("1,640 MiB");
        assertThat(course().lesson("9.5.2").time()).isEqualTo("not measured");
        assertThat(course().time()).isEqualTo("1 min 24 s, and 1 of the notebooks are not measured");
    }

    @Test
    void aListLinksToItsNotebooks() throws IOException {
        var bundle =
                course().list("7.1", "Where it begins", "glossary", "Words").bundle();
        assertThat(String.valueOf(bundle.data().get(Bundle.HTML)))
                .contains("<a href=\"07-1-lines.ipynb\">7.1 Lines &amp; curves</a>", "Where it begins", "1 min 23 s");
        assertThat(bundle.text()).contains("Glossary: Words (1 s)");
        assertThatThrownBy(() -> course().list("7.1")).hasMessageContaining("7.1 is not");
    }

    @Test
    void anotherFileIsNamed() throws IOException {
        var other = Files.writeString(folder.resolve("other.json"), "[1, 2]");
        assertThatThrownBy(() -> Course.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.json is not the course's index");
    }
}
