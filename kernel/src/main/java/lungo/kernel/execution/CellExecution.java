package lungo.kernel.execution;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Runs JShell's snippets in this JVM. Differs from {@link DirectExecutionControl} in that values and exceptions are kept as
 * objects, that loaded classes are redefined, and that variables outlive the replacement of their wrapper class.
 */
final class CellExecution extends DirectExecutionControl {
    /** A wrapper class: the number is the snippet's, the letters say how often the wrapper was replaced. */
    private static final Pattern WRAPPER = Pattern.compile("(REPL\\.\\$JShell\\$\\d+)[A-Z]*");

    private final CellLoader loader;
    private final Map<String, byte[]> loaded = new HashMap<>();
    private final Map<String, Class<?>> wrappers = new HashMap<>();
    private final CompilerLock lock;
    private final Consumer<String> onReset;
    private Object value;
    private Throwable thrown;
    private Class<?> invoked;

    /** {@code lock} is opened while a snippet runs; {@code onReset} is told the name of a variable that could not keep its value, since its class has changed. */
    CellExecution(CellLoader loader, CompilerLock lock, Consumer<String> onReset) {
        this.loader = loader;
        this.lock = lock;
        this.onReset = onReset;
    }

    /** The value of the last snippet that was run, handed over once. */
    Object takeValue() {
        var taken = value;
        value = null;
        return taken;
    }

    /** What the last snippet threw, or null; handed over once. */
    Throwable takeThrown() {
        var taken = thrown;
        thrown = null;
        return taken;
    }

    /** Lets go of the value that the last snippet left in its variable {@code name}. */
    void forget(String name) {
        try {
            var field = invoked.getDeclaredField(name);
            field.setAccessible(true);
            if (!field.getType().isPrimitive()) {
                field.set(null, null);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No variable " + name + " in " + invoked, e);
        }
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        for (var bytecodes : classes) {
            loader.offer(bytecodes.name(), bytecodes.bytecodes());
        }
        var installed = new boolean[classes.length];
        for (var i = 0; i < classes.length; i++) {
            try {
                var type = loader.loadClass(classes[i].name());
                loaded.put(classes[i].name(), classes[i].bytecodes());
                keepVariables(type);
                installed[i] = true;
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ClassInstallException("load: " + e, installed);
            }
        }
    }

    @Override
    public void redefine(ClassBytecodes[] classes) throws ClassInstallException {
        var installed = new boolean[classes.length];
        for (var i = 0; i < classes.length; i++) {
            var name = classes[i].name();
            var bytes = classes[i].bytecodes();
            // JShell compiles dependents anew when only an import was added; then there is nothing to do.
            if (!Arrays.equals(loaded.get(name), bytes)) {
                if (!Redefinition.redefine(findLoaded(name), Weaver.cell(bytes))) {
                    throw new ClassInstallException("redefine: " + name, installed);
                }
                loaded.put(name, bytes);
            }
            installed[i] = true;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    @Override
    public void addToClasspath(String path) {
        for (var part : path.split(File.pathSeparator)) {
            loader.add(Path.of(part));
        }
    }

    /** Runs a snippet; its value is not turned into a string, which could be slow and have effects, but kept. */
    @Override
    public String invoke(String className, String methodName) throws RunException, InternalException {
        Class<?> type;
        Method method;
        try {
            type = findClass(className);
            method = type.getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new InternalException(e.toString());
        }
        try {
            value = lock.release(() -> method.invoke(null));
            invoked = type; // Not before: the snippet may have had others run.
            return "";
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
            throw asRunException(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        } catch (Exception e) {
            throw new InternalException(e.toString());
        }
    }

    private static RunException asRunException(Throwable thrown, Set<Throwable> seen) {
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), unresolved.getStackTrace());
        }
        seen.add(thrown);
        var exception = new UserException(thrown.getMessage(), thrown.getClass().getName(), thrown.getStackTrace());
        var cause = thrown.getCause();
        exception.initCause(cause == null || seen.contains(cause) ? null : asRunException(cause, seen));
        return exception;
    }

    private Class<?> findLoaded(String name) throws ClassInstallException {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new ClassInstallException("redefine: " + name + " was never loaded", new boolean[0]);
        }
    }

    /** Hands the variables of a wrapper class on to the class that replaces it, and lets go of those it cannot hand on. */
    private void keepVariables(Class<?> type) {
        var matcher = WRAPPER.matcher(type.getName());
        if (!matcher.matches()) {
            return;
        }
        var replaced = wrappers.put(matcher.group(1), type);
        if (replaced == null) {
            return;
        }
        for (var field : replaced.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                handOn(field, type);
            }
        }
    }

    private void handOn(Field old, Class<?> successor) {
        try {
            old.setAccessible(true);
            var kept = old.get(null);
            if (!old.getType().isPrimitive() && !Modifier.isFinal(old.getModifiers())) {
                old.set(null, null);
            }
            var field = successor.getDeclaredField(old.getName());
            field.setAccessible(true);
            if (field.getType() == old.getType() || field.getType().isInstance(kept)) {
                field.set(null, kept);
            } else if (kept != null) {
                onReset.accept(old.getName());
            }
        } catch (NoSuchFieldException | IllegalAccessException e) {
            // The variable is gone or declared otherwise: there is nothing to hand on.
            return;
        }
    }
}
