package lungo.lib.script;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The few native calls of DJL's engine that its public API wraps too narrowly: it runs a method either without gradients
 * (InferenceMode) or on tensors alone. Bound by name to DJL 0.35.1; a test runs each.
 */
final class Torch {

    private static final MethodHandle RUN;
    private static final MethodHandle FROM_TENSOR;
    private static final MethodHandle FROM_TENSORS;
    private static final MethodHandle FROM_DOUBLE;
    private static final MethodHandle FROM_LONG;
    private static final MethodHandle FROM_BOOL;
    private static final MethodHandle FROM_LONGS;
    private static final MethodHandle FROM_DOUBLES;
    private static final MethodHandle TO_TENSOR;
    private static final MethodHandle TO_TENSORS;
    private static final MethodHandle DELETE;

    static {
        Engine.getEngine("PyTorch"); // loads the native libraries
        try {
            Class<?> library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
            var lookup = MethodHandles.privateLookupIn(IValueUtils.class, MethodHandles.lookup());
            var bind = new Object() {
                final Object lib =
                        lookup.findStaticGetter(library, "LIB", library).invoke();

                MethodHandle of(String name, Class<?> result, Class<?>... arguments)
                        throws ReflectiveOperationException {
                    return lookup.bind(lib, name, MethodType.methodType(result, arguments));
                }
            };
            RUN = bind.of(
                    "moduleRunMethod",
                    long.class,
                    long.class,
                    String.class,
                    long[].class,
                    boolean.class,
                    boolean.class);
            FROM_TENSOR = bind.of("iValueFromTensor", long.class, long.class);
            FROM_TENSORS = bind.of("iValueFromTensorList", long.class, long[].class);
            FROM_DOUBLE = bind.of("iValueFromDouble", long.class, double.class);
            FROM_LONG = bind.of("iValueFromLong", long.class, long.class);
            FROM_BOOL = bind.of("iValueFromBool", long.class, boolean.class);
            FROM_LONGS = bind.of("iValueFromLongList", long.class, long[].class).asFixedArity();
            FROM_DOUBLES =
                    bind.of("iValueFromDoubleList", long.class, double[].class).asFixedArity();
            TO_TENSOR = bind.of("iValueToTensor", long.class, long.class);
            TO_TENSORS = bind.of("iValueToTensorList", long[].class, long.class);
            DELETE = bind.of("torchDeleteIValue", void.class, long.class);
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Torch() {}

    /** Loads an archive whose code belongs to no device; {@link #unload} frees it. */
    static long load(byte[] archive) {
        try {
            return JniUtils.loadModuleHandle(new ByteArrayInputStream(archive), Device.cpu(), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be read", e);
        }
    }

    static void unload(long module) {
        JniUtils.deleteModule(module);
    }

    /** Runs a method, recording gradients where the thread does so; the result is an IValue. */
    static long run(long module, String method, long[] arguments) {
        // Operators run one by one, as PyTorch runs them from Python; the setting belongs to the thread.
        JniUtils.setGraphExecutorOptimize(false);
        try {
            return (long) RUN.invokeExact(module, method, arguments, true, false);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long value(long tensor) {
        try {
            return (long) FROM_TENSOR.invokeExact(tensor);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long value(long[] tensors) {
        try {
            return (long) FROM_TENSORS.invokeExact(tensors);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long number(double number) {
        try {
            return (long) FROM_DOUBLE.invokeExact(number);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long integer(long number) {
        try {
            return (long) FROM_LONG.invokeExact(number);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long bool(boolean value) {
        try {
            return (long) FROM_BOOL.invokeExact(value);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long integers(long[] numbers) {
        try {
            return (long) FROM_LONGS.invokeExact(numbers);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long numbers(double[] numbers) {
        try {
            return (long) FROM_DOUBLES.invokeExact(numbers);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long tensor(long value) {
        try {
            return (long) TO_TENSOR.invokeExact(value);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static long[] tensors(long value) {
        try {
            return (long[]) TO_TENSORS.invokeExact(value);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static void delete(long value) {
        try {
            DELETE.invokeExact(value);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
