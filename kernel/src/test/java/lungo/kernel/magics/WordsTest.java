package lungo.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void splitsAsAShellDoes() {
        assertThat(Words.split(" a  'b c' \"d \\\"e\\\"\" f\\ g x\"y z\"'w' ''"))
                .containsExactly("a", "b c", "d \"e\"", "f g", "xy zw", "");
    }

    @Test
    void keepsWindowsPathsAndApostrophes() {
        assertThat(Words.split("C:/all/my/*.jar C:\\all\\my \"C:\\Program Files\" it's"))
                .containsExactly("C:/all/my/*.jar", "C:\\all\\my", "C:\\Program Files", "it's");
    }

    @Test
    void dropsACommentButNoUrl() {
        assertThat(Words.split("id https://repo.example/m2 // the mirror"))
                .containsExactly("id", "https://repo.example/m2");
    }

    @Test
    void quotesForJava() {
        assertThat(Words.literal("a\"b\\c\td")).isEqualTo("\"a\\\"b\\\\c\\td\"");
    }
}
