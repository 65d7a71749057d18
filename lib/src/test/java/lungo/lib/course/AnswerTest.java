package lungo.lib.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import lungo.lib.course.Verdict.Grade;
import lungo.lib.display.Bundle;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static Answer parameters(Object given) {
        return Answer.of("Parameters", given).mistake(156_800, "The biases are missing.");
    }

    @Test
    void rightIsRightWhateverTheTypeOfNumber() {
        for (Object given : new Object[] {157_000, 157_000L, 157_000.0, 157_000f}) {
            Verdict verdict = parameters(given).is(157_000, "784 · 200 + 200.");
            assertEquals(new Verdict(Grade.RIGHT, "Parameters", "784 · 200 + 200."), verdict);
        }
    }

    @Test
    void knownMistakesAreExplained() {
        assertEquals(
                "The biases are missing.",
                parameters(156_800).within(0).is(157_000, "").why());
        assertEquals("7 is too small.", parameters(7).is(157_000, "").why());
        assertEquals("0.5000 is too large.", Answer.of("p", 0.5).is(0.25, "").why());
        assertEquals("b is not it.", Answer.of("which", "b").is("a", "").why());
        assertEquals(
                "b is a String, and wanted is a Integer.",
                Answer.of("how many", "b").is(3, "").why());
    }

    @Test
    void notANumberIsNeverRight() {
        assertEquals(Grade.WRONG, Answer.of("p", Double.NaN).is(0.25, "").grade());
    }

    @Test
    void openUntilAnswered() {
        assertEquals(Grade.OPEN, parameters(null).is(157_000, "").grade());
        assertEquals(Grade.OPEN, Answer.of("a function", () -> null).is(1, "").grade());
    }

    @Test
    void throwingCodeIsTold() {
        Verdict verdict =
                Answer.of("a function", () -> 1 / Integer.parseInt("0")).is(1, "");
        assertEquals(Grade.WRONG, verdict.grade());
        assertTrue(verdict.why().contains("ArithmeticException: / by zero"), verdict.why());
    }

    @Test
    void arraysAreComparedByShapeThenByNumber() {
        try (var manager = NDManager.newBaseManager()) {
            var right = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
            assertTrue(Answer.of("x", right.duplicate()).is(right, "").isRight());
            assertTrue(Answer.of("x", right.add(1e-4f)).is(right, "").isRight());
            String shape = Answer.of("x", right.transpose()).is(right, "").why();
            assertTrue(shape.contains("(3, 2)") && shape.contains("(2, 3)"), shape);
            var other = right.duplicate();
            other.set(new ai.djl.ndarray.index.NDIndex(1, 2), 7f);
            String number = Answer.of("x", other).is(right, "").why();
            assertTrue(number.contains("[1, 2]: yours is 7, it should be 6"), number);
        }
    }

    @Test
    void shownAsHtmlAndAsText() {
        Bundle bundle = Answer.of("Is a < b", true).is(true, "it is").bundle();
        assertEquals("✓ Right. Is a < b: it is", bundle.text());
        assertTrue(bundle.data().get(Bundle.HTML).toString().contains("Is a &lt; b"));
    }
}
