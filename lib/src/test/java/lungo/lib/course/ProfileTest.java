package lungo.lib.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProfileTest {

    @Test
    void quickUnlessFullIsAskedFor() {
        assertEquals(Profile.QUICK, Profile.of(null));
        assertEquals(Profile.QUICK, Profile.of(""));
        assertEquals(Profile.QUICK, Profile.of("quick"));
        assertEquals(Profile.FULL, Profile.of("full"));
    }

    @Test
    void anotherWordIsRefused() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Profile.of("fast"));
        assertTrue(refused.getMessage().contains("\"fast\"")
                && refused.getMessage().contains("quick or full"));
    }

    @Test
    void picks() {
        boolean isFull = "full".equals(System.getenv(Profile.VARIABLE));
        assertEquals(isFull ? 10 : 3, Profile.pick(3, 10));
        assertEquals(isFull ? "b" : "a", Profile.pick("a", "b"));
    }
}
