package lungo.kernel.display;

import java.util.List;

/** What the kernel does for the code of a cell; {@link Notebook} hands it on. */
public interface Frontend {
    /** Shows {@code data} under {@code displayId}; sent as display_data. */
    void display(DisplayData data, String displayId);

    /** Replaces what was shown under {@code displayId}, in every place; sent as update_display_data. */
    void updateDisplay(DisplayData data, String displayId);

    /** Empties the cell's output, now or, where {@code wait}, when the next output comes; sent as clear_output. */
    void clearOutput(boolean wait);

    /** {@code value} as a bundle of all its representations, with at least text/plain. */
    DisplayData render(Object value);

    /** Asks the person for a line; sent as input_request. Throws IllegalStateException if the frontend takes no input. */
    String input(String prompt, boolean password);

    /** Runs {@code code} as a cell's code is run, and returns its value, or null. */
    Object eval(String code) throws Exception;

    /** Runs the line magic {@code name}. */
    Object lineMagic(String name, List<String> args) throws Exception;

    /** Runs the cell magic {@code name} on {@code body}. */
    Object cellMagic(String name, List<String> args, String body) throws Exception;

    /** Has {@code task} run once before a cell is answered; see {@link Notebook#beforeReply}. */
    void beforeReply(Runnable task);

    /** Has {@code task} run after each cell from now on; see {@link Notebook#afterCell}. */
    void afterCell(Runnable task);

    /** Runs {@code step} to its end though the cell is interrupted meanwhile; see {@link Notebook#finish}. */
    void finish(Runnable step);

    /** The comms of this session. */
    Comms comms();

    /** The renderers of this session. */
    Renderers renderers();
}
