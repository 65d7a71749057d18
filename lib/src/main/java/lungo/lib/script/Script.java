package lungo.lib.script;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * A TorchScript program, in the form that {@code torch.jit.save} writes: methods whose first parameter is self, each call
 * spelled out ({@code torch.linear(x, w, b)}, all of ATen under {@code torch} and {@code ops}). One call of a method is one
 * call of the engine, whatever the method does.
 *
 * <pre>{@code
 * Script script = Script.of("""
 *         def swish(self, x: Tensor) -> Tensor:
 *           return torch.mul(x, torch.sigmoid(x))
 *         """);
 * NDArray y = script.array("swish", x);
 * }</pre>
 *
 * Arguments may be NDArray (Tensor), a collection of them or an NDList (List[Tensor]), Float and Double (float), Integer and
 * Long (int), Boolean (bool), long[] (List[int]) and double[] (List[float]). Gradients are recorded where the thread's mode
 * says so, see {@code Tape}. Thread-safe. The program is freed when the garbage collector finds it.
 *
 * @see <a href="https://pytorch.org/docs/2.7/jit_language_reference.html">TorchScript's reference</a>
 */
public final class Script {

    private static final Cleaner CLEANER = Cleaner.create();

    private final String source;
    private final long module;

    private Script(String methods) {
        source = methods;
        long loaded = Torch.load(Archive.of(methods));
        module = loaded;
        CLEANER.register(this, () -> Torch.unload(loaded));
    }

    /** A program of these methods. Throws IllegalArgumentException, with the compiler's words, if it is not TorchScript. */
    public static Script of(String methods) {
        try {
            return new Script(methods);
        } catch (EngineException e) {
            throw new IllegalArgumentException("This is not TorchScript: " + e.getMessage(), e);
        }
    }

    /** The program in the resource {@code name} beside {@code owner}. */
    public static Script resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Lungo's jar is damaged: build it again.", e);
        }
    }

    /** The text of its methods. */
    public String source() {
        return source;
    }

    /** Runs a method that returns nothing, or whose result is not wanted. */
    public void run(String method, Object... arguments) {
        Torch.delete(call(method, arguments));
    }

    /** Runs a method that returns a Tensor; the result belongs to the manager of the first array among the arguments. */
    public NDArray array(String method, Object... arguments) {
        Recording recording = recording(arguments);
        return recording != null
                ? recording.record(this, method, arguments)
                : array(managerOf(arguments), method, arguments);
    }

    /** Runs a method that returns a Tensor, for {@code manager}. */
    public NDArray array(NDManager manager, String method, Object... arguments) {
        long value = call(method, arguments);
        try {
            return new PtNDArray((PtNDManager) manager, Torch.tensor(value));
        } finally {
            Torch.delete(value);
        }
    }

    /** Runs a method that returns a List[Tensor]; the results belong to the manager of the first array. */
    public NDList list(String method, Object... arguments) {
        Recording recording = recording(arguments);
        return recording != null
                ? recording.recordList(this, method, arguments)
                : list(managerOf(arguments), method, arguments);
    }

    /** Runs a method that returns a List[Tensor], for {@code manager}. */
    public NDList list(NDManager manager, String method, Object... arguments) {
        long value = call(method, arguments);
        try {
            var list = new NDList();
            for (long tensor : Torch.tensors(value)) {
                list.add(new PtNDArray((PtNDManager) manager, tensor));
            }
            return list;
        } finally {
            Torch.delete(value);
        }
    }

    private long call(String method, Object... arguments) {
        var values = new long[arguments.length];
        int made = 0;
        try {
            for (; made < values.length; made++) {
                values[made] = value(arguments[made]);
            }
            return Torch.run(module, method, values);
        } finally {
            for (int i = 0; i < made; i++) {
                Torch.delete(values[i]);
            }
            // The native calls above see only handles: nothing may be collected while they run.
            java.lang.ref.Reference.reachabilityFence(arguments);
            java.lang.ref.Reference.reachabilityFence(this);
        }
    }

    private static long value(Object argument) {
        if (argument instanceof PtNDArray array) {
            return Torch.value(array.getHandle());
        } else if (argument instanceof Collection<?> arrays) {
            return Torch.value(arrays.stream()
                    .mapToLong(array -> ((PtNDArray) array).getHandle())
                    .toArray());
        } else if (argument instanceof Double || argument instanceof Float) {
            return Torch.number(((Number) argument).doubleValue());
        } else if (argument instanceof Long || argument instanceof Integer) {
            return Torch.integer(((Number) argument).longValue());
        } else if (argument instanceof Boolean bool) {
            return Torch.bool(bool);
        } else if (argument instanceof long[] integers) {
            return Torch.integers(integers);
        } else if (argument instanceof double[] numbers) {
            return Torch.numbers(numbers);
        }
        throw new IllegalArgumentException(
                "A script takes arrays of the PyTorch engine, lists of them, numbers and booleans, not "
                        + (argument == null ? "null" : argument.getClass().getName()) + ".");
    }

    private static Recording recording(Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Recording recording) {
                return recording;
            } else if (argument instanceof Collection<?> arrays) {
                for (Object array : arrays) {
                    if (array instanceof Recording recording) {
                        return recording;
                    }
                }
            }
        }
        return null;
    }

    private static NDManager managerOf(Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof NDArray array) {
                return array.getManager();
            } else if (argument instanceof Collection<?> arrays && !arrays.isEmpty()) {
                return ((NDArray) arrays.iterator().next()).getManager();
            }
        }
        throw new IllegalArgumentException("No argument is an array: say which manager the result belongs to.");
    }
}
