package lungo.lib.data;

/** What x was normalised by, (x − mean) / std with a mean and a standard deviation for each channel, so that it can be undone. */
public record Normalisation(float[] mean, float[] std) {

    /** None: undoing it changes nothing. */
    public static final Normalisation NONE = new Normalisation(new float[0], new float[0]);

    /** Throws IllegalArgumentException if there are not as many means as deviations. */
    public Normalisation {
        if (mean.length != std.length) {
            throw new IllegalArgumentException(mean.length + " means, but " + std.length
                    + " standard deviations. Pass one of each for each channel.");
        }
        mean = mean.clone();
        std = std.clone();
    }

    /** The mean of each channel; empty where nothing was normalised. */
    @Override
    public float[] mean() {
        return mean.clone();
    }

    /** The standard deviation of each channel; empty where nothing was normalised. */
    @Override
    public float[] std() {
        return std.clone();
    }

    /**
     * Undoes it in place, in values of pictures (n, channels, pixels). Throws IllegalArgumentException if the pictures have
     * another number of channels.
     */
    public void undo(float[] values, int channels, int pixels) {
        if (mean.length == 0) {
            return;
        }
        if (mean.length != channels) {
            throw new IllegalArgumentException("The pictures have " + channels + " channels, but " + mean.length
                    + " means were given. Pass one mean and one std for each channel.");
        }
        for (int i = 0; i < values.length; i++) {
            int channel = i / pixels % channels;
            values[i] = values[i] * std[channel] + mean[channel];
        }
    }
}
