package lungo.kernel.magics;

import java.util.Locale;

/** How alike names are. */
final class Names {
    private Names() {}

    /** The Levenshtein distance of {@code a} and {@code b} without regard to case. */
    static int distance(String a, String b) {
        var s = a.toLowerCase(Locale.ROOT);
        var t = b.toLowerCase(Locale.ROOT);
        var row = new int[t.length() + 1];
        for (int j = 0; j <= t.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= s.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= t.length(); j++) {
                int change = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[t.length()];
    }
}
