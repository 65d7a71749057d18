package lungo.lib.memory;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.NativeResource;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** The fields of DJL's classes that its public API does not show. Bound by name to DJL 0.35.1; a test uses each. */
final class Djl {
    private static final VarHandle RESOURCES;
    private static final VarHandle CLOSED;
    private static final VarHandle HANDLE;
    private static final VarHandle MODULE;
    private static final VarHandle DATA;
    private static final VarHandle SCOPES;
    private static final VarHandle MADE;
    private static final MethodHandle MEMORY_OF;

    static {
        try {
            var manager = MethodHandles.privateLookupIn(BaseNDManager.class, MethodHandles.lookup());
            RESOURCES = manager.findVarHandle(BaseNDManager.class, "resources", ConcurrentHashMap.class);
            CLOSED = manager.findVarHandle(BaseNDManager.class, "closed", AtomicBoolean.class);
            var resource = MethodHandles.privateLookupIn(NativeResource.class, MethodHandles.lookup());
            HANDLE = resource.findVarHandle(NativeResource.class, "handle", AtomicReference.class);
            var block = MethodHandles.privateLookupIn(PtSymbolBlock.class, MethodHandles.lookup());
            MODULE = block.findVarHandle(PtSymbolBlock.class, "handle", AtomicReference.class);
            var array = MethodHandles.privateLookupIn(PtNDArray.class, MethodHandles.lookup());
            DATA = array.findVarHandle(PtNDArray.class, "dataRef", ByteBuffer.class);
            var scope = MethodHandles.privateLookupIn(NDScope.class, MethodHandles.lookup());
            SCOPES = scope.findStaticVarHandle(NDScope.class, "SCOPE_STACK", ThreadLocal.class);
            MADE = scope.findVarHandle(NDScope.class, "resources", IdentityHashMap.class);
            var jni = MethodHandles.privateLookupIn(JniUtils.class, MethodHandles.lookup());
            var library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary", true, JniUtils.class.getClassLoader());
            var natives = jni.findStaticVarHandle(library, "LIB", library).get();
            MEMORY_OF = jni.bind(natives, "torchDirectByteBuffer", MethodType.methodType(ByteBuffer.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This DJL is not 0.35.1, which Lungo's library is made for (" + e + "). Arrays live until their"
                            + " manager is closed; put DJL 0.35.1 on the class path to have unreachable ones freed.",
                    e);
        }
    }

    private Djl() {}

    @SuppressWarnings("unchecked")
    static ConcurrentHashMap<String, AutoCloseable> resources(BaseNDManager manager) {
        return (ConcurrentHashMap<String, AutoCloseable>) RESOURCES.get(manager);
    }

    static void setResources(BaseNDManager manager, Table table) {
        RESOURCES.setVolatile(manager, table);
    }

    static AtomicBoolean closed(BaseNDManager manager) {
        return (AtomicBoolean) CLOSED.get(manager);
    }

    /** What holds the address of an array's tensor, until it is deleted: whoever takes it out deletes, once. */
    @SuppressWarnings("unchecked")
    static AtomicReference<Long> handle(PtNDArray array) {
        return (AtomicReference<Long>) HANDLE.get((NativeResource<?>) array);
    }

    /** As {@link #handle(PtNDArray)}, of a TorchScript module. */
    @SuppressWarnings("unchecked")
    static AtomicReference<Long> handle(PtSymbolBlock block) {
        return (AtomicReference<Long>) MODULE.get(block);
    }

    /** The Java memory that the array's tensor lies in, or null where the engine owns it. */
    static ByteBuffer data(PtNDArray array) {
        return (ByteBuffer) DATA.get(array);
    }

    static void forgetData(PtNDArray array) {
        DATA.set(array, null);
    }

    /** The open scopes of each thread. */
    @SuppressWarnings("unchecked")
    static ThreadLocal<Deque<NDScope>> scopes() {
        return (ThreadLocal<Deque<NDScope>>) SCOPES.get();
    }

    /** The arrays made in {@code scope}. */
    @SuppressWarnings("unchecked")
    static Map<NDArray, NDArray> made(NDScope scope) {
        return (Map<NDArray, NDArray>) MADE.get(scope);
    }

    /** The memory of a tensor, as it lies there, whatever its strides. Throws where it has none on the CPU. */
    static ByteBuffer memoryOf(long tensor) {
        try {
            return (ByteBuffer) MEMORY_OF.invokeExact(tensor);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
