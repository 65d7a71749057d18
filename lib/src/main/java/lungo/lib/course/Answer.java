package lungo.lib.course;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import lungo.lib.course.Verdict.Grade;
import lungo.lib.display.Output;

/**
 * A student's answer to an exercise, to be held against what is right: a number, a text, a shape or an array, and null
 * while there is none. At the end of a cell its verdict is shown:
 *
 * <pre>{@code
 * Answer.of("Parameters of the layer", parameters)
 *         .mistake(156_800, "Those are the weights alone: each of the 200 outputs has a bias too.")
 *         .is(157_000, "784 · 200 weights and 200 biases.")
 * }</pre>
 *
 * <p>What is right is best computed by the very thing that the exercise is about, so that the cell does not give it away.
 */
public final class Answer {

    /** How near a number must be, in shares of the right one's size: what a person rounds to three digits is right. */
    private static final double TOLERANCE = 1e-3;

    private final String question;
    private final Object given;
    private final Exception thrown;
    private final Map<Object, String> mistakes = new LinkedHashMap<>();
    private double tolerance = TOLERANCE;

    private Answer(String question, Object given, Exception thrown) {
        this.question = question;
        this.given = given;
        this.thrown = thrown;
    }

    /** The answer {@code given}, null where there is none yet. */
    public static Answer of(String question, Object given) {
        Output.connect();
        return new Answer(question, given, null);
    }

    /** What a student's own code gives, called once; what it throws is told in the verdict. */
    public static Answer of(String question, Callable<?> code) {
        Output.connect();
        try {
            return new Answer(question, code.call(), null);
        } catch (Exception e) {
            return new Answer(question, null, e);
        }
    }

    /** What to say to those who answered {@code wrong}, a mistake that is easily made. */
    public Answer mistake(Object wrong, String why) {
        mistakes.put(wrong, why);
        return this;
    }

    /** How far a number may be from the right one, in shares of the right one's size, or of 1 where that is 0; 0.001 if not said. */
    public Answer within(double share) {
        if (!(share >= 0)) {
            throw new IllegalArgumentException("A tolerance of " + share + " lets nothing be right: give 0 or more.");
        }
        tolerance = share;
        return this;
    }

    /** Right if it is {@code expected}: numbers and arrays to the tolerance, all else exactly. */
    public Verdict is(Object expected, String why) {
        Objects.requireNonNull(expected, "what is right");
        if (thrown != null) {
            return verdict(Grade.WRONG, "your code threw " + thrown + ".");
        }
        if (given == null) {
            return verdict(Grade.OPEN, "fill in your answer above, run that cell, and then this one.");
        }
        if (isSame(given, expected)) {
            return verdict(Grade.RIGHT, why);
        }
        return verdict(
                Grade.WRONG,
                mistakes.entrySet().stream()
                        .filter(mistake -> isSame(given, mistake.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseGet(() -> difference(expected)));
    }

    private Verdict verdict(Grade grade, String why) {
        return new Verdict(grade, question, why);
    }

    private boolean isSame(Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return isNear(a.doubleValue(), b.doubleValue());
        }
        if (one instanceof NDArray a && other instanceof NDArray b) {
            return a.getShape().equals(b.getShape()) && firstDifference(numbers(a), numbers(b)) < 0;
        }
        return one instanceof String a && other instanceof String b
                ? a.strip().equalsIgnoreCase(b.strip())
                : one.equals(other);
    }

    private boolean isNear(double a, double b) {
        return a == b || Math.abs(a - b) <= tolerance * (b == 0 ? 1 : Math.abs(b));
    }

    /** Where the answer lies beside what is right, without giving that away where it is one number. */
    private String difference(Object expected) {
        if (given instanceof Number a && expected instanceof Number b) {
            return number(a.doubleValue()) + " is too " + (a.doubleValue() < b.doubleValue() ? "small." : "large.");
        }
        if (given instanceof NDArray a && expected instanceof NDArray b) {
            return difference(a, b);
        }
        return given.getClass() == expected.getClass()
                ? given + " is not it."
                : given + " is a " + given.getClass().getSimpleName() + ", and wanted is a "
                        + expected.getClass().getSimpleName() + ".";
    }

    private String difference(NDArray a, NDArray b) {
        if (!a.getShape().equals(b.getShape())) {
            return "yours has the shape " + a.getShape() + ", and it should be " + b.getShape() + ".";
        }
        double[] yours = numbers(a);
        double[] right = numbers(b);
        int i = firstDifference(yours, right);
        return "the shape is right; the first number that is not stands at " + place(i, b.getShape()) + ": yours is "
                + number(yours[i]) + ", it should be " + number(right[i]) + ".";
    }

    /** The first place where they differ by more than the tolerance of the largest right one; −1 if there is none. */
    private int firstDifference(double[] a, double[] b) {
        double largest = 0;
        for (double value : b) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < a.length; i++) {
            if (!(a[i] == b[i] || Math.abs(a[i] - b[i]) <= tolerance * (largest == 0 ? 1 : largest))) {
                return i;
            }
        }
        return -1;
    }

    private static double[] numbers(NDArray array) {
        Number[] all = array.toArray();
        var numbers = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            numbers[i] = all[i].doubleValue();
        }
        return numbers;
    }

    private static String place(int flat, Shape shape) {
        var place = new StringBuilder();
        long left = flat;
        for (int axis = shape.dimension() - 1; axis >= 0; axis--) {
            place.insert(0, left % shape.get(axis) + (axis == shape.dimension() - 1 ? "" : ", "));
            left /= shape.get(axis);
        }
        return "[" + place + "]";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
