package lungo.lib.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lungo.lib.display.Bundle;
import org.junit.jupiter.api.Test;

class RoadmapTest {
    private final Roadmap map = Roadmap.titled("The course")
            .row("First \"steps\"", "1.1 Lines & curves that are long", "1.2 Surfaces")
            .row("Further", "2.1 Nets")
            .builds("1.1", "1.2", "2.1")
            .builds("1.1", "2.1");

    private String svg() {
        return String.valueOf(map.bundle().data().get(Bundle.SVG));
    }

    @Test
    void everySectionHasABoxAndEveryArrowALine() {
        assertThat(svg().split("<path ")).hasSize(3);
        assertThat(svg().split("<polygon ")).hasSize(3);
        assertThat(svg()).contains(">1.1<", ">Lines &amp; curves<", ">that are long<", ">Nets<", ">Further<");
        assertThat(map.bundle().text()).contains("1.2 Surfaces, builds on 1.1", "2.1 Nets, builds on 1.1");
    }

    @Test
    void itIsWellFormedXml() throws Exception {
        var parser = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder();
        var bytes = svg().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(parser.parse(new java.io.ByteArrayInputStream(bytes))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @Test
    void whatCannotBeDrawnIsNamed() {
        assertThatThrownBy(() -> map.builds("2.1", "1.1")).hasMessageContaining("from 2.1 to 1.1");
        assertThatThrownBy(() -> map.builds("1.2", "1.1")).hasMessageContaining("from 1.2 to 1.1");
        assertThatThrownBy(() -> map.builds("1.1", "3.1")).hasMessageContaining("no section 3.1");
    }
}
