package lungo.kernel.display;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** The functions that every cell sees without an import, IJava's among them; they act on the kernel that runs the cell. */
public final class Notebook {
    /** The kernel of this JVM; the one mutable static, since a cell's code has no other way to find its kernel. */
    private static volatile Frontend frontend;

    private Notebook() {}

    /** Makes {@code kernel} the one that these functions act on. */
    public static void connect(Frontend kernel) {
        frontend = kernel;
    }

    /** Whether a kernel runs in this JVM; where none does, all other functions throw IllegalStateException. */
    public static boolean isPresent() {
        return frontend != null;
    }

    /** Shows {@code value}; with {@code mimeTypes}, only these representations. Returns an id for {@link #updateDisplay}. */
    public static String display(Object value, String... mimeTypes) {
        var id = UUID.randomUUID().toString();
        kernel().display(render(value, mimeTypes), id);
        return id;
    }

    /** Replaces what {@link #display} showed under {@code id} by {@code value}, in every place where it stands. */
    public static void updateDisplay(String id, Object value, String... mimeTypes) {
        kernel().updateDisplay(render(value, mimeTypes), id);
    }

    /** Empties the cell's output, now or, where {@code wait}, when the next output comes. */
    public static void clearOutput(boolean wait) {
        kernel().clearOutput(wait);
    }

    /** How {@code value} is shown; with {@code mimeTypes}, only these representations, where it has them. */
    public static DisplayData render(Object value, String... mimeTypes) {
        var all = kernel().render(value);
        if (mimeTypes.length == 0) {
            return all;
        }
        var some = new LinkedHashMap<>(all.data());
        some.keySet().retainAll(Arrays.asList(mimeTypes));
        if (some.isEmpty()) {
            // IJava's contract: text asked for under another MIME type is that text under that type.
            var text = all.data().get(DisplayData.TEXT);
            for (var type : mimeTypes) {
                some.put(type, text);
            }
        }
        return new DisplayData(some, all.metadata());
    }

    /** Asks for a line under {@code prompt}. Throws IllegalStateException where the frontend takes no input. */
    public static String readLine(String prompt) {
        return kernel().input(prompt, false);
    }

    /** Asks for a secret under {@code prompt}, not shown while typed. Throws as {@link #readLine}. */
    public static String readPassword(String prompt) {
        return kernel().input(prompt, true);
    }

    /** Runs {@code code} as a cell's code is run, and returns its value, or null. */
    public static Object eval(String code) throws Exception {
        return kernel().eval(code);
    }

    /** Runs the line magic {@code name}; {@code %name args} in a cell becomes this call. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> T lineMagic(String name, List<String> args) throws Exception {
        return (T) kernel().lineMagic(name, args);
    }

    /** Runs the cell magic {@code name} on {@code body}; {@code %%name args} in a cell becomes this call. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> T cellMagic(String name, List<String> args, String body) throws Exception {
        return (T) kernel().cellMagic(name, args, body);
    }

    /** The renderers of this session, to register one for a type of your own. */
    public static Renderers renderers() {
        return kernel().renderers();
    }

    /**
     * Has {@code task} run once when the cell that runs now has ended, however it ends, and before it is answered: what it
     * shows is still this cell's. Asked for between two cells, it runs at the end of the next. What it throws goes to the
     * kernel's log.
     */
    public static void beforeReply(Runnable task) {
        kernel().beforeReply(task);
    }

    /**
     * Has {@code task} run after each cell from now on, this one included, however the cell ends: on the thread of the cells,
     * when the cell is answered, before the next one runs. What it throws goes to the kernel's log.
     */
    public static void afterCell(Runnable task) {
        kernel().afterCell(task);
    }

    /**
     * Runs {@code step} to its end though the cell is interrupted meanwhile: for work that must not be left half done. The
     * thread's interrupt flag is set then, and code after it is stopped as usual. A second interrupt stops the step itself.
     */
    public static void finish(Runnable step) {
        kernel().finish(step);
    }

    /** The comms of this session, to talk with widgets in the frontend. */
    public static Comms comms() {
        return kernel().comms();
    }

    private static Frontend kernel() {
        var kernel = frontend;
        if (kernel == null) {
            throw new IllegalStateException("No Lungo kernel runs in this JVM. Run this code in a notebook cell.");
        }
        return kernel;
    }
}
