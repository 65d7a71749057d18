package lungo.lib.compile;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Calls and their arguments as TorchScript writes them. */
final class Text {

    private Text() {}

    static String torch(String operator, String... arguments) {
        return "torch." + operator + "(" + String.join(", ", arguments) + ")";
    }

    static String joined(Traced self, NDList rest) {
        return Stream.concat(Stream.of(self.name()), rest.stream().map(array -> text(self, array)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static String reversed(int dimensions) {
        return list(LongStream.range(0, dimensions).map(i -> dimensions - 1 - i).toArray());
    }

    private static String list(long... numbers) {
        return Arrays.toString(numbers);
    }

    /** An argument as TorchScript writes it. */
    static String text(Traced self, Object argument) {
        if (argument == null) {
            return "None";
        } else if (argument instanceof Traced.View view) {
            return view.traced().name();
        } else if (argument instanceof PtNDArray array) {
            return self.trace().constant(array).name();
        } else if (argument instanceof Collection<?> arrays) {
            return arrays.stream().map(array -> text(self, array)).collect(Collectors.joining(", ", "[", "]"));
        } else if (argument instanceof Float || argument instanceof Double) {
            return number(((Number) argument).doubleValue());
        } else if (argument instanceof Number) {
            return argument.toString();
        } else if (argument instanceof Boolean bool) {
            return bool ? "True" : "False";
        } else if (argument instanceof Shape shape) {
            return list(shape.getShape());
        } else if (argument instanceof int[] numbers) {
            return Arrays.toString(numbers);
        } else if (argument instanceof long[] numbers) {
            return list(numbers);
        } else if (argument instanceof double[] numbers) {
            return Arrays.stream(numbers).mapToObj(Text::number).collect(Collectors.joining(", ", "[", "]"));
        }
        throw new UntraceableException(
                "it passes a " + argument.getClass().getSimpleName() + ", which a program cannot hold");
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new UntraceableException("it passes the number " + value + ", which a program cannot hold");
        }
        return Double.toString(value);
    }
}
