package lungo.lib.inspect;

/** A normalisation by channel, (x − mean) / std, to be undone before pictures are shown. */
record Scaling(float[] mean, float[] std) {
    static final Scaling NONE = new Scaling(new float[0], new float[0]);

    Scaling {
        if (mean.length != std.length) {
            throw new IllegalArgumentException(mean.length + " means, but " + std.length
                    + " standard deviations. Pass one of each for each channel.");
        }
        mean = mean.clone();
        std = std.clone();
    }

    /** Undoes it in place, in values of pictures of {@code channels} times {@code size} pixels. */
    void undo(float[] values, int channels, int size) {
        if (mean.length == 0) {
            return;
        }
        if (mean.length != channels) {
            throw new IllegalArgumentException("The pictures have " + channels + " channels, but " + mean.length
                    + " means were given. Pass one mean and one std for each channel.");
        }
        for (int i = 0; i < values.length; i++) {
            var channel = i / size % channels;
            values[i] = values[i] * std[channel] + mean[channel];
        }
    }
}
