package lungo.lib.models;

/** The share of a network's channels that a narrow form keeps; 1 is the whole network. */
record Width(double share) {

    static final Width WHOLE = new Width(1);

    Width {
        if (!(share > 0)) {
            throw new IllegalArgumentException(
                    "A network's width is a share of its channels above 0, such as 0.25, not " + share + ".");
        }
    }

    /** The channels kept of {@code channels}, at least one. */
    int of(int channels) {
        return (int) Math.max(1, Math.round(channels * share));
    }
}
