package lungo.kernel.magics;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What a magic may do with the kernel that runs it. */
public interface Session {
    /** Lets the notebook's code use {@code paths}, jars and folders; returns those that were not there before. */
    List<Path> addToClasspath(List<Path> paths);

    /** Runs {@code code} as a cell's, magics included; returns its last value, or null. Throws what the code throws. */
    Object eval(String code) throws Exception;

    /** Where a magic prints; the output of the cell that runs. */
    PrintStream out();

    /** What relative paths start from. */
    Path workingDirectory();
}
