package lungo.kernel.execution;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;

/** The agent in the kernel's own jar, through which loaded classes are given new code and keep their static fields. */
public final class Redefinition {
    private static volatile Instrumentation instrumentation;

    private Redefinition() {}

    /** Called by the JVM, since the manifest names this class as Launcher-Agent-Class. */
    public static void agentmain(String arguments, Instrumentation agent) {
        instrumentation = agent;
    }

    /** Gives {@code type} new code; false where the JVM cannot, since a member was added, removed or changed. */
    static boolean redefine(Class<?> type, byte[] bytes) {
        var agent = instrumentation;
        if (agent == null) {
            return false;
        }
        try {
            agent.redefineClasses(new ClassDefinition(type, bytes));
            return true;
        } catch (ClassNotFoundException | java.lang.instrument.UnmodifiableClassException e) {
            return false;
        } catch (UnsupportedOperationException | LinkageError e) {
            return false;
        }
    }
}
