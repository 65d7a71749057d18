package lungo.lib.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import lungo.lib.nn.Tape;
import lungo.lib.plot.Histograms;

/**
 * How the gradients of each parameter are distributed after a backward pass: where they shrink from layer to layer they
 * vanish, where they grow they explode. While a {@code Training} runs there are gradients in its {@code gradients} hook, and
 * none in a callback's {@code afterStep}:
 *
 * <pre>{@code
 * Training.of(net, optimizer).gradients(g -> board.put("gradients", GradientHistograms.of(net)))
 * }</pre>
 */
public final class GradientHistograms {
    private GradientHistograms() {}

    /**
     * A histogram for each parameter that has a gradient, by its name: of the last backward pass, or of zeros once an
     * optimiser's zeroGrad has cleared them. Throws IllegalStateException where none has one: before the first backward
     * pass, and after {@code minimize} alone, which stores none.
     */
    public static Histograms of(Block net) {
        Forward.requireInitialised(net);
        var histograms = Histograms.titled("Gradients: how many have which value");
        var pause = Tape.pause();
        try {
            for (var parameter : net.getParameters()) {
                add(histograms, parameter.getKey(), (PtNDArray)
                        parameter.getValue().getArray());
            }
        } finally {
            pause.close();
        }
        if (histograms.count() == 0) {
            throw new IllegalStateException("No parameter has a gradient. Look after backward, before the"
                    + " optimiser's zeroGrad(): try (var tape = Tape.record()) { tape.backward(loss); }; in a Training,"
                    + " in the hook for it: training.gradients(g -> ...), since at Callback.afterStep they are gone");
        }
        return histograms;
    }

    private static void add(Histograms histograms, String name, PtNDArray parameter) {
        try (NDArray gradient = JniUtils.getGradient(parameter)) {
            if (gradient != null) {
                var values = Distribution.of(gradient);
                histograms.add(
                        name + " " + gradient.getShape(), values.low(), values.high(), values.counts(), values.words());
            }
        }
    }
}
