package lungo.lib.compile;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lungo.lib.script.Recording;
import lungo.lib.script.Script;

/**
 * A value of the program: its name there, an array without numbers that knows its shape and type, and the array that it
 * descends from, which knows the device. To the block it looks like an NDArray.
 */
final class Traced {

    /** How a block sees a traced value. */
    interface View extends Recording {
        Traced traced();
    }

    private static final Set<String> ASKED_OF_META =
            Set.of("getShape", "getDataType", "size", "isEmpty", "isScalar", "getSparseFormat", "isSparse");
    /** Layers that have no implementation without numbers, or have effects, and leave the shape as it is. */
    private static final Set<String> SAME_SHAPE = Set.of("batchNorm", "layerNorm", "dropout");

    private static final Set<String> WITHOUT_MEANING =
            Set.of("attach", "tempAttach", "returnResource", "detach", "close", "setName");

    private final Trace trace;
    private final String name;
    private final PtNDArray meta;
    private final NDArray origin;
    private final View proxy = (View) view(View.class, this::call);
    private final NDArrayEx internal = (NDArrayEx) view(NDArrayEx.class, this::callInternal);

    Traced(Trace trace, String name, PtNDArray meta, NDArray origin) {
        this.trace = trace;
        this.name = name;
        this.meta = meta;
        this.origin = origin;
    }

    View proxy() {
        return proxy;
    }

    String name() {
        return name;
    }

    NDArray origin() {
        return origin;
    }

    PtNDArray meta() {
        return meta;
    }

    Trace trace() {
        return trace;
    }

    private static Object view(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(Traced.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private Object call(Object self, Method method, Object[] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        String called = method.getName();
        if (WITHOUT_MEANING.contains(called)) {
            return null;
        } else if (ASKED_OF_META.contains(called)) {
            return invoke(method, meta, given);
        }
        switch (called) {
            case "traced":
                return this;
            case "record":
                return record((Script) given[0], (String) given[1], (Object[]) given[2]);
            case "recordList":
                return recordList((Script) given[0], (String) given[1], (Object[]) given[2]);
            case "getNDArrayInternal":
                return internal;
            case "getManager":
                return Constants.of(origin.getManager());
            case "getDevice":
                return origin.getDevice();
            case "getName":
            case "getUid":
            case "toString":
                return name;
            case "hasGradient":
                return origin.hasGradient();
            case "toDevice":
                return self;
            case "hashCode":
                return System.identityHashCode(self);
            case "equals":
                return self == given[0];
            default:
                return operator(self, method, meta, given);
        }
    }

    private Object callInternal(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("getArray")) {
            return proxy;
        }
        return operator(self, method, meta.getNDArrayInternal(), arguments == null ? new Object[0] : arguments);
    }

    private Object operator(Object self, Method method, Object target, Object[] arguments) throws Throwable {
        Optional<String> expression = Operators.write(this, method.getName(), arguments);
        if (expression.isPresent()) {
            if (Operators.inPlace(method.getName())) {
                trace.program().assign(expression.get());
                return proxy;
            }
            Object[] metas = metasOf(arguments);
            Object shaped = shaped(method, target, metas);
            return wrap(expression.get(), shaped, method.getReturnType() == NDList.class);
        } else if (method.getName().equals("getIndexer")) {
            throw new UntraceableException("it reads or cuts its input by index, with get");
        } else if (method.isDefault()) {
            return InvocationHandler.invokeDefault(self, method, arguments);
        }
        throw new UntraceableException("it calls " + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"))
                + ", which a program cannot repeat");
    }

    /** The result as the method gives it: an array, or a list of one. */
    private Object wrap(String expression, Object shaped, boolean inList) {
        NDArray shape = shaped instanceof NDList list ? list.singletonOrThrow() : (NDArray) shaped;
        View result = trace.result(expression, shape, this).proxy();
        return inList ? new NDList(result) : result;
    }

    private NDArray record(Script script, String method, Object... arguments) {
        String call = Autocast.call(this, script, method, arguments);
        NDArray shape = shaped(metasOf(arguments), metas -> script.array(method, metas));
        return trace.result(call, shape, this).proxy();
    }

    private NDList recordList(Script script, String method, Object... arguments) {
        String all = trace.program().assign(Autocast.call(this, script, method, arguments));
        var results = new NDList();
        NDList shapes = shaped(metasOf(arguments), metas -> script.list(method, metas));
        for (NDArray shaped : shapes) {
            results.add(
                    trace.result(all + "[" + results.size() + "]", shaped, this).proxy());
        }
        return results;
    }

    /** What the method makes of arrays without numbers; of zeros where the operator has no implementation without. */
    private Object shaped(Method method, Object target, Object... metas) throws Throwable {
        if (SAME_SHAPE.contains(method.getName())) {
            return metas[0];
        } else if (Operators.keepsShape(method.getName())) {
            return meta;
        } else if (method.getName().equals("convolution")) {
            return convolved(metas);
        }
        try {
            return invoke(method, target, metas);
        } catch (EngineException noMeta) {
            NDArray zeros = trace.zeros(meta);
            Object on = target instanceof NDArrayEx ? zeros.getNDArrayInternal() : zeros;
            return invoke(method, on, Arrays.stream(metas).map(this::zerosOf).toArray());
        }
    }

    /** What {@code script} makes of arrays without numbers; of zeros where an operator needs numbers. */
    private <T> T shaped(Object[] metas, Function<Object[], T> script) {
        try {
            return script.apply(metas);
        } catch (EngineException noMeta) {
            return script.apply(Arrays.stream(metas).map(this::zerosOf).toArray());
        }
    }

    private Object zerosOf(Object argument) {
        if (argument instanceof NDArray array) {
            return trace.zeros(array);
        } else if (argument instanceof Collection<?> arrays) {
            return new NDList(arrays.stream().map(a -> trace.zeros((NDArray) a)).toArray(NDArray[]::new));
        }
        return argument;
    }

    /** Spatial sizes: floor((in + 2 padding − dilation (kernel − 1) − 1) / stride) + 1. */
    private NDArray convolved(Object... a) {
        Shape in = ((NDArray) a[0]).getShape();
        Shape weight = ((NDArray) a[1]).getShape();
        long[] out = in.getShape().clone();
        out[1] = weight.get(0);
        for (int i = 2; i < out.length; i++) {
            long window = ((Shape) a[5]).get(i - 2) * (weight.get(i) - 1) + 1;
            out[i] = (in.get(i) + 2 * ((Shape) a[4]).get(i - 2) - window) / ((Shape) a[3]).get(i - 2) + 1;
        }
        return trace.empty((NDArray) a[0], out);
    }

    private Object[] metasOf(Object... arguments) {
        return Arrays.stream(arguments).map(this::metaOf).toArray();
    }

    private Object metaOf(Object argument) {
        if (argument instanceof View view) {
            return view.traced().meta;
        } else if (argument instanceof PtNDArray array) {
            return trace.constant(array).meta;
        } else if (argument instanceof Collection<?> arrays) {
            return new NDList(arrays.stream().map(a -> (NDArray) metaOf(a)).toArray(NDArray[]::new));
        }
        return argument;
    }

    private static Object invoke(Method method, Object target, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
