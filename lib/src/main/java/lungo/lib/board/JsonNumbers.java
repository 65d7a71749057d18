package lungo.lib.board;

import com.google.gson.JsonArray;
import java.util.stream.StreamSupport;

/** Numbers in JSON, which has no word for those that are not finite: they are written as texts, as Java names them. */
final class JsonNumbers {
    private JsonNumbers() {}

    static JsonArray of(double... values) {
        var array = new JsonArray(values.length);
        for (var value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.add(String.valueOf(value));
            }
        }
        return array;
    }

    /** Throws NumberFormatException where an element is neither number nor the name of one. */
    static double[] read(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(element -> element.getAsDouble())
                .toArray();
    }
}
