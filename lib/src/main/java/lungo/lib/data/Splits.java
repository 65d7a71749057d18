package lungo.lib.data;

import java.util.Locale;

/** The two parts of a set of pictures, what the set truly is ("MNIST", "subset of CIFAR-10"), and what one is called. */
record Splits(String what, String noun, LabelledImages train, LabelledImages test) {

    /** What this is, how much of it, and where it came from: "MNIST, 60,000 + 10,000 digits, from the cache". */
    String source(String origin) {
        return String.format(Locale.ROOT, "%s, %,d + %,d %s, %s", what, train.size(), test.size(), noun, origin);
    }
}
