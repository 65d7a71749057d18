package lungo.kernel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocTest {
    @Test
    void markupBecomesText() {
        assertThat(
                        Javadoc.text(
                                "Returns {@code a < b}, see {@link java.util.List#of() of}.<p>A &lt;tag&gt; &amp; <b>more</b>."))
                .isEqualTo("Returns a < b, see of.\n\nA <tag> & more.");
    }

    @Test
    void blockTagsBecomeLines() {
        assertThat(Javadoc.text("Adds.\n @param a the first\n @return the sum\n"))
                .isEqualTo("Adds.\n\nparam a the first\n\nreturn: the sum");
    }

    @Test
    void listsBecomeBullets() {
        assertThat(Javadoc.text("One of:\n<ul>\n<li>this\n<li>that</ul>")).contains("  • this\n  • that");
    }
}
