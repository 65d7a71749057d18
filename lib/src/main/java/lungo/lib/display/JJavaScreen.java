package lungo.lib.display;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The notebook of a JJava kernel (org.dflib.jjava, 1.0), reached by reflection: this library needs none of its jars,
 * and JJava publishes no artifact of the version that PyPI carries.
 */
final class JJavaScreen implements Screen {
    private static final String PACKAGE = "org.dflib.jjava.jupyter.kernel.";

    private final Object kernel;

    private JJavaScreen(Object kernel) {
        this.kernel = kernel;
    }

    /** The JJava kernel of this JVM, with {@code renderings} registered, or empty where none runs. */
    static Optional<Screen> find(Renderings renderings) {
        try {
            var kernel = type("BaseKernel").getMethod("notebookKernel").invoke(null);
            if (kernel == null) {
                return Optional.empty();
            }
            var screen = new JJavaScreen(kernel);
            screen.register(Bundle.class, Bundle.class::cast);
            renderings.forEach(screen::register);
            return Optional.of(screen);
        } catch (ClassNotFoundException noJJava) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    @Override
    public String display(Object value) {
        var id = UUID.randomUUID().toString();
        var data = render(value);
        call(data, "setDisplayId", id);
        call(kernel, "display", data);
        return id;
    }

    @Override
    public void update(String id, Object value) {
        try {
            var io = call(kernel, "getIO");
            var display = io.getClass().getField("display").get(io);
            call(display, "updateDisplay", id, render(value));
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    private Object render(Object value) {
        return call(call(kernel, "getRenderer"), "render", value);
    }

    private void register(Class<?> type, Function<Object, Bundle> rendering) {
        try {
            var function = type("display.RenderFunction");
            var proxy = Proxy.newProxyInstance(
                    function.getClassLoader(),
                    new Class<?>[] {function},
                    (self, method, args) -> switch (method.getName()) {
                        case "render" -> fill(args[1], rendering.apply(args[0]));
                        case "equals" -> self == args[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "rendering of " + type.getName();
                    });
            call(call(call(kernel, "getRenderer"), "createRegistration", type), "register", proxy);
        } catch (ClassNotFoundException e) {
            throw changed(e);
        }
    }

    private static Object fill(Object renderContext, Bundle bundle) {
        var container = call(renderContext, "getOutputContainer");
        bundle.data().forEach((mimeType, value) -> call(container, "putData", mimeType, value));
        return null;
    }

    private static Object call(Object target, String name, Object... args) {
        try {
            return method(target.getClass(), name, args).invoke(target, args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw changed(e);
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    private static Method method(Class<?> type, String name, Object... args) throws NoSuchMethodException {
        for (var method : type.getMethods()) {
            if (method.getName().equals(name) && accepts(method.getParameterTypes(), args)) {
                return method;
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name + " with " + args.length + " arguments");
    }

    private static boolean accepts(Class<?>[] parameters, Object... args) {
        var fits = parameters.length == args.length;
        for (int i = 0; fits && i < args.length; i++) {
            fits = args[i] == null || parameters[i].isInstance(args[i]);
        }
        return fits;
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, true, JJavaScreen.class.getClassLoader());
    }

    private static IllegalStateException changed(Exception e) {
        return new IllegalStateException(
                "This JJava kernel is not one that Lungo's library knows (it is tested with jjava 1.0a8): "
                        + e.getMessage() + ". Install that version, or use Lungo's own kernel.",
                e);
    }
}
