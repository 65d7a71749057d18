package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.Supplier;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/** A program that changes parameters in place, which the engine allows only where nothing is recorded. */
record NoGrad(Script script) {

    static NoGrad of(String methods) {
        return new NoGrad(Script.of(methods));
    }

    void run(String method, Object... arguments) {
        paused(() -> {
            script.run(method, arguments);
            return null;
        });
    }

    NDArray array(String method, Object... arguments) {
        return paused(() -> script.array(method, arguments));
    }

    NDList list(NDManager manager, String method, Object... arguments) {
        return paused(() -> script.list(manager, method, arguments));
    }

    private static <T> T paused(Supplier<T> call) {
        Tape pause = Tape.pause();
        try {
            return call.get();
        } finally {
            pause.close();
        }
    }
}
