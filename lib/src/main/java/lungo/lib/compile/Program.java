package lungo.lib.compile;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lungo.lib.script.Script;

/** The text of a program while it is written: its statements, the values it is given, and the scripts it calls. */
final class Program {

    private static final Pattern DEFINITION = Pattern.compile("(?m)^def (\\w+)\\(self");
    private static final Pattern CALL = Pattern.compile("\\(self\\)\\.(\\w+)\\(");

    private final StringBuilder statements = new StringBuilder();
    private final Map<Script, String> scripts = new LinkedHashMap<>();
    private final List<NDArray> given = new ArrayList<>();
    private int names;

    /** Takes {@code array} as one of the values that each run is given, and returns its name. */
    String give(NDArray array) {
        String name = "g" + given.size();
        given.add(array);
        return name;
    }

    /** Writes {@code name = expression} and returns the new name. */
    String assign(String expression) {
        String name = "v" + names++;
        statements.append("  ").append(name).append(" = ").append(expression).append('\n');
        return name;
    }

    /** How to call a method of {@code script} from this program. */
    String method(Script script, String method) {
        String prefix = scripts.computeIfAbsent(script, s -> "s" + scripts.size() + "_");
        return "(self)." + prefix + method;
    }

    /** All methods; the program itself is {@code forward(x, given)} and ends with {@code result}. */
    String text(String result) {
        var text = new StringBuilder("def forward(self, x: Tensor, given: List[Tensor]) -> Tensor:\n");
        for (int i = 0; i < given.size(); i++) {
            text.append("  g").append(i).append(" = given[").append(i).append("]\n");
        }
        text.append(statements).append("  return ").append(result).append('\n');
        scripts.forEach((script, prefix) -> {
            String renamed = DEFINITION.matcher(script.source()).replaceAll("def " + prefix + "$1(self");
            text.append(CALL.matcher(renamed).replaceAll("(self)." + prefix + "$1("))
                    .append('\n');
        });
        return text.toString();
    }
}
