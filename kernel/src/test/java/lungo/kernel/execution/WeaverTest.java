package lungo.kernel.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class WeaverTest {
    /** A library's class that ends the JVM. */
    public static final class Ender implements Runnable {
        @Override
        public void run() {
            System.exit(3);
        }
    }

    /** One that does it by method reference. */
    public static final class Referrer implements Runnable {
        @Override
        public void run() {
            IntConsumer exit = System::exit;
            exit.accept(4);
        }
    }

    /** One that halts. */
    public static final class Halter implements Runnable {
        @Override
        public void run() {
            Runtime.getRuntime().halt(5);
        }
    }

    /** One that does it by a method reference to Runtime. */
    public static final class RuntimeReferrer implements Runnable {
        @Override
        public void run() {
            IntConsumer exit = Runtime.getRuntime()::exit;
            exit.accept(6);
        }
    }

    /** One that ends nothing. */
    public static final class Harmless implements Runnable {
        @Override
        public void run() {
            Thread.onSpinWait();
        }
    }

    @Test
    void everyWayToEndTheJvmEndsTheCell() throws Exception {
        for (var type : new Class<?>[] {Ender.class, Referrer.class, RuntimeReferrer.class, Halter.class}) {
            var woven = (Runnable) load(type).getDeclaredConstructor().newInstance();
            assertThatThrownBy(woven::run).as(type.getSimpleName()).isInstanceOf(SystemExit.class);
        }
    }

    @Test
    void aClassWithoutExitsIsLeftAlone() throws Exception {
        var bytes = bytes(Harmless.class);
        assertThat(Weaver.library(bytes)).isSameAs(bytes);
    }

    private static Class<?> load(Class<?> type) throws IOException {
        var bytes = Weaver.library(bytes(type));
        return new ClassLoader(WeaverTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(type.getName(), bytes, 0, bytes.length);
            }
        }.define();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }
}
