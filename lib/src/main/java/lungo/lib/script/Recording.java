package lungo.lib.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * An array that stands for a value of a program that is being written, see {@code lungo.lib.compile}: a {@link Script} that
 * meets one among its arguments becomes part of that program instead of being run.
 */
public interface Recording extends NDArray {

    /** Writes down a call that returns a Tensor. */
    NDArray record(Script script, String method, Object... arguments);

    /** Writes down a call that returns a List[Tensor]. */
    NDList recordList(Script script, String method, Object... arguments);
}
