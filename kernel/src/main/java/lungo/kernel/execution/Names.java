package lungo.kernel.execution;

import java.util.regex.Pattern;

/** Names of classes as the person wrote them, without the class that JShell wraps around each snippet. */
public final class Names {
    private static final Pattern WRAPPER = Pattern.compile("REPL[./]\\$JShell\\$\\d+[A-Z]*[$.]");

    private Names() {}

    /** {@code text} with the names of wrapper classes taken out. */
    public static String unwrapped(String text) {
        return text.contains("$JShell$") ? WRAPPER.matcher(text).replaceAll("") : text;
    }
}
