package lungo.lib.plot;

import java.lang.reflect.Field;

/**
 * The private fields of a Tablesaw plot component, by name. jsplot writes its components as JavaScript only and keeps
 * no getters, so their state is read where it is.
 */
record Fields(Object owner) {
    /** The value of field {@code name}, or null; {@code T} must be its type. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T> T get(String name) {
        try {
            var field = field(name);
            field.setAccessible(true);
            return (T) field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot read " + name + " of " + owner.getClass(), e);
        }
    }

    /** The component in field {@code name} as fields, or null. */
    Fields in(String name) {
        Object value = get(name);
        return value == null ? null : new Fields(value);
    }

    private Field field(String name) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            try {
                return type.getDeclaredField(name);
            } catch (NoSuchFieldException inAParent) {
                continue;
            }
        }
        throw new IllegalStateException(owner.getClass().getName() + " has no field " + name
                + ": this version of Tablesaw's jsplot is not the one that Lungo reads, 0.44.4.");
    }
}
