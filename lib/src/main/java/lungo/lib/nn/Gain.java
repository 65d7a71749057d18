package lungo.lib.nn;

/** By how much weights are scaled for what follows them: {@code torch.nn.init.calculate_gain}. */
public final class Gain {

    /** For a layer that nothing follows. */
    public static final double LINEAR = 1;

    public static final double SIGMOID = 1;
    public static final double TANH = 5.0 / 3;
    public static final double RELU = Math.sqrt(2);
    public static final double SELU = 3.0 / 4;

    private Gain() {}

    /** For a leaky ReLU, or a PReLU that starts from {@code slope}. */
    public static double leakyRelu(double slope) {
        return Math.sqrt(2 / (1 + slope * slope));
    }
}
