package lungo.lib.inspect;

import java.util.List;

/** What classes are called: by their names, or by their numbers where there are none. */
record Classes(List<String> names) {
    static final Classes NUMBERED = new Classes(List.of());

    Classes {
        names = List.copyOf(names);
    }

    /** The name of class {@code number}. Throws IllegalArgumentException where there are names, but none for it. */
    String name(int number) {
        if (names.isEmpty()) {
            return String.valueOf(number);
        }
        if (number < 0 || number >= names.size()) {
            throw new IllegalArgumentException("Class " + number + " has no name: " + names.size()
                    + " names were given, for classes 0 to " + (names.size() - 1) + ".");
        }
        return names.get(number);
    }
}
