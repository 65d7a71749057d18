package lungo.lib.train;

/** In which numbers a network computes; its parameters and their gradients are float32 always. */
public enum Precision {
    /** float32 throughout. */
    FP32,
    /** Products (linear layers, convolutions) in bfloat16, the rest in float32, as {@code torch.autocast} has it. */
    BF16
}
