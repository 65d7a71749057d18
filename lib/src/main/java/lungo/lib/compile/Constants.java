package lungo.lib.compile;

import ai.djl.ndarray.NDManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The manager that a traced block sees: it makes constants, and refuses random numbers, which would be constants too. */
final class Constants {

    private Constants() {}

    static NDManager of(NDManager manager) {
        return (NDManager) Proxy.newProxyInstance(
                Constants.class.getClassLoader(), new Class<?>[] {NDManager.class}, (self, method, arguments) -> {
                    if (method.getName().startsWith("random")
                            || method.getName().contains("ormal")) {
                        throw new UntraceableException("it calls manager." + method.getName()
                                + ", whose numbers would be the same at every step");
                    }
                    try {
                        Object made = method.invoke(manager, arguments);
                        return made instanceof NDManager inner ? of(inner) : made;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
