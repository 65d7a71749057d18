package lungo.lib.display;

import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Every {@link Rendering} on the class path, and {@link Showable}s, ready for a kernel or a console. */
final class Renderings {
    private final List<Rendering<?>> all;

    private Renderings(List<Rendering<?>> all) {
        this.all = all;
    }

    /** The renderings found through the service loader; one whose library is absent is left out. */
    static Renderings load() {
        return new Renderings(ServiceLoader.load(Rendering.class, Renderings.class.getClassLoader()).stream()
                .map(Renderings::rendering)
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<Rendering<?>> rendering(ServiceLoader.Provider<?> provider) {
        try {
            var rendering = (Rendering<?>) provider.get();
            rendering.type();
            return Optional.of(rendering);
        } catch (ServiceConfigurationError | LinkageError absent) {
            // A notebook may leave Tablesaw or DJL out of its class path; the rest must still be shown.
            return Optional.empty();
        }
    }

    /** Calls {@code sink} with each type and the function that renders it. */
    void forEach(BiConsumer<Class<?>, Function<Object, Bundle>> sink) {
        sink.accept(Showable.class, value -> ((Showable) value).bundle());
        for (var rendering : all) {
            sink.accept(rendering.type(), value -> bundle(rendering, value));
        }
    }

    /** How {@code value} is shown: by itself, by the most specific rendering, or as its own text. */
    Bundle bundle(Object value) {
        if (value instanceof Bundle bundle) {
            return bundle;
        }
        if (value instanceof Showable showable) {
            return showable.bundle();
        }
        Rendering<?> best = null;
        for (var rendering : all) {
            if (rendering.type().isInstance(value)
                    && (best == null || best.type().isAssignableFrom(rendering.type()))) {
                best = rendering;
            }
        }
        return best == null ? Bundle.text(String.valueOf(value)) : bundle(best, value);
    }

    private static <T> Bundle bundle(Rendering<T> rendering, Object value) {
        return rendering.render(rendering.type().cast(value));
    }
}
