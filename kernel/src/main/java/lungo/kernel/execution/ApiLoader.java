package lungo.kernel.execution;

/**
 * The parent of the cells' loader: shows the JDK and the classes that cells are meant to see, and hides the kernel's own
 * libraries, so that a notebook may load any version of them.
 */
final class ApiLoader extends ClassLoader {
    private static final String DISPLAY = "lungo.kernel.display.";

    private final ClassLoader kernel;

    ApiLoader() {
        super("api", ClassLoader.getPlatformClassLoader());
        kernel = ApiLoader.class.getClassLoader();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(DISPLAY) || name.equals(Guard.class.getName())) {
            return kernel.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
