package lungo.lib.course;

/**
 * How long a notebook of the course works: {@code QUICK}, on small data in less than two minutes, or {@code FULL}, with the
 * study notes' own settings. The environment variable LUNGO_PROFILE chooses; without it, quick:
 *
 * <pre>{@code
 * int epochs = Profile.pick(3, 10);      // quick, full
 * }</pre>
 */
public enum Profile {
    QUICK,
    FULL;

    static final String VARIABLE = "LUNGO_PROFILE";

    /** Throws IllegalArgumentException if LUNGO_PROFILE holds another word than quick or full. */
    public static Profile current() {
        return of(System.getenv(VARIABLE));
    }

    static Profile of(String word) {
        if (word == null || word.isBlank() || word.equals("quick")) {
            return QUICK;
        }
        if (word.equals("full")) {
            return FULL;
        }
        throw new IllegalArgumentException(
                VARIABLE + " is \"" + word + "\", which is no profile of the course. Set it to"
                        + " quick or full, or leave it away for quick, and start the kernel again.");
    }

    /** The first in the quick profile, the second in the full one. */
    public static int pick(int quick, int full) {
        return current() == QUICK ? quick : full;
    }

    /** The first in the quick profile, the second in the full one. */
    public static float pick(float quick, float full) {
        return current() == QUICK ? quick : full;
    }

    /** The first in the quick profile, the second in the full one. */
    public static <T> T pick(T quick, T full) {
        return current() == QUICK ? quick : full;
    }
}
